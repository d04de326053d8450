import { ERRORS, errorText, type ErrorName, type Fault } from '@ixn/protocol';

/** Attributes of an EventError. */
export interface Refusal {
  readonly ErrorCode: number;
  readonly ErrorDescription: string;
  readonly Attribute: string | undefined;
}

/** @param detail what exactly is wrong, and @param attribute the path of the attribute that is. */
export function refusal(error: ErrorName, detail: string, attribute?: string): Refusal {
  return { ErrorCode: ERRORS[error].number, ErrorDescription: errorText(error, detail), Attribute: attribute };
}

/** The refusal of a body that could not be decoded. */
export function refusalOf(fault: Fault): Refusal {
  const attribute = fault.attribute === '' ? undefined : fault.attribute;
  return { ErrorCode: fault.code, ErrorDescription: fault.text, Attribute: attribute };
}
