/** What a test gets to know about a part: where it is, or why there is none. */
export type PartAnswer = { readonly url: string; readonly how: string } | { readonly missing: string };

export interface Requirement {
  readonly part: string;
  /** Which tests need it, for people. */
  readonly tests: string;
  /** True: without the part the run fails. */
  readonly isRequired: boolean;
  readonly say: (line: string) => void;
}

/** True: run the tests. False: skip them, said in one line. Throws where a skip is a failure. */
export function judge(answer: PartAnswer, { part, tests, isRequired, say }: Requirement): boolean {
  if (!('missing' in answer)) return true;
  if (isRequired)
    throw new Error(`IXN_REQUIRE_REAL=1, and the tests of ${tests} need a real ${part}: ${answer.missing}`);
  say(`skipped: tests of ${tests}, which need a real ${part}: ${answer.missing}`);
  return false;
}
