import { ERRORS, errorText, type ErrorName } from '@ixn/protocol';
import type { EffectAttributes } from './effects.ts';

/** Why a request is refused. A verb that returns one has changed nothing. */
export class Refusal {
  readonly error: ErrorName;
  /** Path of the attribute that is wrong, '' when it is the state that is. */
  readonly attribute: string;
  /** What exactly is wrong, for people. */
  readonly detail: string;

  constructor(error: ErrorName, attribute: string, detail: string) {
    this.error = error;
    this.attribute = attribute;
    this.detail = detail;
  }

  /** ErrorCode */
  get number(): number {
    return ERRORS[this.error].number;
  }

  /** ErrorDescription */
  get text(): string {
    return errorText(this.error, this.attribute === '' ? this.detail : `${this.attribute}: ${this.detail}`);
  }
}

export function refuse(error: ErrorName, attribute: string, detail: string): Refusal {
  return new Refusal(error, attribute, detail);
}

/** Attributes of the EventError that says it. */
export function errorAttributes(refusal: Refusal, extension?: EffectAttributes): EffectAttributes {
  return {
    ErrorCode: refusal.number,
    ErrorDescription: refusal.text,
    Attribute: refusal.attribute === '' ? undefined : refusal.attribute,
    Extension: extension,
  };
}
