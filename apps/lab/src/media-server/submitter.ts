/**
 * How the intakes hand an interaction to the Interaction Server. Resolves after EventAck, that is: after the commit.
 * Rejects with the EventError, on a lost connection, or when no answer came in time.
 */
export interface Submitter {
  submit(attributes: Readonly<Record<string, unknown>>): Promise<SubmitAnswer>;
}

export interface SubmitAnswer {
  readonly interactionId: string;
  /** The same interaction had been taken before. */
  readonly duplicate: boolean;
}
