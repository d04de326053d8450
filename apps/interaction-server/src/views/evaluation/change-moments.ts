import type { Interaction } from '../../state/interaction.ts';
import type { Condition } from '../meaning/typed.ts';
import type { Test } from './condition.ts';
import { crossingsOf, type Crossing } from './crossing.ts';
import { slopeOf } from './slope.ts';

/** With more than this many moments an interaction, asking once a second costs less than knowing them. */
export const MAX_MOMENTS = 32;

/**
 * How time changes a condition:
 * - an empty list: not at all,
 * - a list: for each interaction only at these moments,
 * - null: at moments that cannot be told beforehand.
 */
export type ChangeMoments = readonly Crossing[] | null;

export function changeMomentsOf(condition: Condition): ChangeMoments {
  const moments = collect(condition);
  return moments !== null && moments.length > MAX_MOMENTS ? null : moments;
}

function collect(condition: Condition): ChangeMoments {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const moments: Crossing[] = [];
      for (const part of condition.of) {
        const its = collect(part);
        if (its === null) return null;
        moments.push(...its);
      }
      return moments;
    }
    case 'compare-numbers':
      return crossingsOf(condition);
    case 'number-null':
      return slopeOf(condition.term) === null ? null : [];
    default:
      return [];
  }
}

/**
 * When a condition that is `held` at `now` next turns over for an interaction; Infinity: never. Always one of the moments, so
 * that whoever filed an interaction under this time finds it again among the moments.
 */
export function nextChange(
  moments: readonly Crossing[],
  holds: Test,
  interaction: Interaction,
  now: number,
  held: boolean,
): number {
  let after = now;
  for (;;) {
    let next = Infinity;
    for (const moment of moments) {
      const at = moment(interaction);
      if (at > after && at < next) next = at;
    }
    if (next === Infinity || holds(interaction, next) !== held) return next;
    after = next;
  }
}
