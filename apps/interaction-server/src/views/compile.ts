import { conditionKey, type ConditionKey } from './condition-key.ts';
import { changeMomentsOf, type ChangeMoments } from './evaluation/change-moments.ts';
import { compileTest, type Test } from './evaluation/condition.ts';
import { compileOrderKeys, OLDEST_FIRST, type Order } from './evaluation/order.ts';
import { FaultAt, placeFault, type ViewFault } from './language/fault.ts';
import { parseCondition, parseOrder } from './language/parse.ts';
import { resolveCondition, resolveOrder } from './meaning/resolve-condition.ts';
import type { SortKey } from './meaning/typed.ts';
import type { ViewSchema } from './properties.ts';

/** What reading a text gives: the thing meant, or the fault and its place. */
export type Compiled<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly fault: ViewFault };

export interface CompiledCondition {
  /** Whether it holds for an interaction at `now` (ms); NULL does not. */
  readonly evaluate: Test;
  readonly moments: ChangeMoments;
  /** Lets a find by id do without a scan. */
  readonly key: ConditionKey | null;
}

export interface CompiledOrder {
  readonly order: Order;
}

/** A view as its index needs it. */
export interface CompiledView {
  /** Null: shows everything. */
  readonly condition: CompiledCondition | null;
  readonly order: Order;
}

/** Which expression of a view is at fault. */
export interface CompiledViewFault {
  readonly ok: false;
  readonly member: 'condition' | 'order';
  readonly fault: ViewFault;
}

/**
 * Reads a condition in the view language (interactions.md, "Queues, views, submitters"). No text makes it throw. `evaluate` is
 * pure: the same interaction and time give the same answer.
 */
export function compileCondition(text: string, schema: ViewSchema): Compiled<CompiledCondition> {
  return guarded(text, () => {
    const condition = resolveCondition(parseCondition(text), schema);
    return { evaluate: compileTest(condition), moments: changeMomentsOf(condition), key: conditionKey(condition) };
  });
}

/** Reads an order clause: expressions, each with ASC (the default) or DESC. No text makes it throw. */
export function compileOrder(text: string, schema: ViewSchema): Compiled<CompiledOrder> {
  return guarded(text, () => {
    const keys = resolveOrder(parseOrder(text), schema);
    return { order: compileOrderKeys(keys as [SortKey, ...SortKey[]]) };
  });
}

/** Compiles a view. Without a condition it shows everything, without an order the oldest in the queue comes first. */
export function compileView(
  view: { readonly condition?: string | undefined; readonly order?: string | undefined },
  schema: ViewSchema,
): ({ readonly ok: true } & CompiledView) | CompiledViewFault {
  const condition = view.condition === undefined ? null : compileCondition(view.condition, schema);
  if (condition?.ok === false) return { ok: false, member: 'condition', fault: condition.fault };
  const order =
    view.order === undefined ? { ok: true as const, order: OLDEST_FIRST } : compileOrder(view.order, schema);
  if (!order.ok) return { ok: false, member: 'order', fault: order.fault };
  return { ok: true, condition, order: order.order };
}

function guarded<T>(text: string, read: () => T): Compiled<T> {
  try {
    return { ok: true, ...read() };
  } catch (error) {
    if (error instanceof FaultAt) return { ok: false, fault: placeFault(text, error.offset, error.message) };
    throw error;
  }
}
