import {
  compileCondition,
  compileOrder,
  compileView,
  type CompiledCondition,
  type CompiledView,
} from '../../../src/views/compile.ts';
import type { Order } from '../../../src/views/evaluation/order.ts';
import { faultText } from '../../../src/views/language/fault.ts';
import { schema } from './interaction.ts';

/** Compiles what the test says is right. */
export function condition(text: string): CompiledCondition {
  const compiled = compileCondition(text, schema);
  if (!compiled.ok) throw new Error(`${text}: ${faultText(compiled.fault)}`);
  return compiled;
}

export function order(text: string): Order {
  const compiled = compileOrder(text, schema);
  if (!compiled.ok) throw new Error(`${text}: ${faultText(compiled.fault)}`);
  return compiled.order;
}

export function view(members: { condition?: string | undefined; order?: string | undefined }): CompiledView {
  const compiled = compileView(members, schema);
  if (!compiled.ok) throw new Error(`${compiled.member}: ${faultText(compiled.fault)}`);
  return compiled;
}
