import { type ErrorName, ERRORS, errorText } from '@ixn/protocol';

/** Attributes of an EventError that needs nothing but its name. */
export function refusal(name: ErrorName): Readonly<Record<string, unknown>> {
  return { ErrorCode: ERRORS[name].number, ErrorDescription: errorText(name) };
}
