import { compileCondition, compileOrder } from './compile.ts';
import { faultText } from './language/fault.ts';
import type { ViewSchema } from './properties.ts';

/** Null when the text is a condition, else what is wrong with it and where: `line 1, column 5: …`. */
export function checkCondition(text: string, schema: ViewSchema): string | null {
  const compiled = compileCondition(text, schema);
  return compiled.ok ? null : faultText(compiled.fault);
}

/** Null when the text is an order clause, else what is wrong with it and where. */
export function checkOrder(text: string, schema: ViewSchema): string | null {
  const compiled = compileOrder(text, schema);
  return compiled.ok ? null : faultText(compiled.fault);
}
