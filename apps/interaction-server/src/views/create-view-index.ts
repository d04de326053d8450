import type { CompiledView } from './compile.ts';
import { createOrderedLine } from './lines/ordered-line.ts';
import { PlainIndex } from './indexes/plain-index.ts';
import { PolledIndex } from './indexes/polled-index.ts';
import { TimedIndex } from './indexes/timed-index.ts';
import type { ViewIndex } from './view-index.ts';

/** An empty index of a view, of the kind that its condition needs. */
export function createViewIndex({ condition, order }: CompiledView): ViewIndex {
  const line = createOrderedLine(order);
  if (condition === null) return new PlainIndex(() => true, line);
  const { evaluate, moments } = condition;
  if (moments === null) return new PolledIndex(evaluate, line);
  return moments.length === 0 ? new PlainIndex(evaluate, line) : new TimedIndex(evaluate, moments, line);
}
