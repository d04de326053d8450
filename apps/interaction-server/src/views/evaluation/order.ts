import type { Interaction } from '../../state/interaction.ts';
import { compareTexts, leadingNumber } from '../meaning/text-order.ts';
import type { SortKey } from '../meaning/typed.ts';
import { compileText } from './condition.ts';
import { compileNumber } from './number-term.ts';
import { slopeOf } from './slope.ts';

/** An order over interactions. Total: no two interactions are equal in it. */
export interface Order {
  /**
   * Whether time alone can change who comes first. It cannot when each key grows equally fast for all interactions, as in
   * `priority + _time_in_queue() / 60`: then the order at any one moment is the order for ever.
   */
  readonly changesByTime: boolean;
  /** A number (never NaN) that is smaller for what comes first; equal numbers leave it to {@link compareEqual}. `at` in ms. */
  leading(interaction: Interaction, at: number): number;
  /** Orders two whose leading numbers at `at` are equal: below 0 when `a` comes first. */
  compareEqual(a: Interaction, b: Interaction, at: number): number;
}

/** Oldest in the queue first. What every order ends with. */
export const OLDEST_FIRST: Order = {
  changesByTime: false,
  leading: (interaction) => interaction.movedToQueueAt,
  compareEqual: (a, b) => a.submitSeq - b.submitSeq,
};

/** Compiles the keys of an order clause; after them, oldest in the queue first. At least one key. */
export function compileOrderKeys(keys: readonly [SortKey, ...SortKey[]]): Order {
  const [first, ...rest] = keys;
  // The leading number says all there is to say of a number, but not of a string.
  const compared = (first.value.type === 'number' ? rest : keys).map(comparison);
  return {
    changesByTime: keys.some(({ value }) => value.type === 'number' && typeof slopeOf(value.term) !== 'number'),
    leading: leadingOf(first),
    compareEqual(a, b, at) {
      for (const compare of compared) {
        const order = compare(a, b, at);
        if (order !== 0) return order;
      }
      return a.movedToQueueAt - b.movedToQueueAt || a.submitSeq - b.submitSeq;
    },
  };
}

/** Infinity stands for NULL, so that it comes last either way; an infinite value stands just before it. */
function leadingOf({ value, descending }: SortKey): Order['leading'] {
  const sign = descending ? -1 : 1;
  if (value.type === 'string') {
    const read = compileText(value.term);
    return (interaction) => {
      const text = read(interaction);
      return text === null ? Infinity : sign * leadingNumber(text);
    };
  }
  const read = compileNumber(value.term);
  return (interaction, at) => {
    const number = sign * read(interaction, at);
    if (number <= Number.MAX_VALUE) return number;
    return number === Infinity ? Number.MAX_VALUE : Infinity;
  };
}

type Comparison = (a: Interaction, b: Interaction, at: number) => number;

function comparison({ value, descending }: SortKey): Comparison {
  const sign = descending ? -1 : 1;
  if (value.type === 'string') {
    const read = compileText(value.term);
    return (a, b) => {
      const textA = read(a);
      const textB = read(b);
      if (textA === null || textB === null) return Number(textA === null) - Number(textB === null);
      return sign * compareTexts(textA, textB);
    };
  }
  const read = compileNumber(value.term);
  return (a, b, at) => {
    const numberA = read(a, at);
    const numberB = read(b, at);
    if (numberA < numberB) return -sign;
    if (numberA > numberB) return sign;
    return Number(Number.isNaN(numberA)) - Number(Number.isNaN(numberB));
  };
}
