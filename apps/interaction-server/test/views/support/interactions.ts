import * as fc from 'fast-check';
import type { Interaction } from '../../../src/state/interaction.ts';
import { interaction, NEW_YEAR } from './interaction.ts';

/** Seconds whose fractions are eighths: binary fractions hold them exactly. */
const eighths = fc.integer({ min: -400, max: 400 }).map((n) => NEW_YEAR + n * 125);

/** A moment (ms) around the New Year. */
export const moments = eighths;

/** Interactions that differ in what the expressions of the tests read, with NULLs. */
export const interactions: fc.Arbitrary<Interaction> = fc
  .record({
    priority: fc.integer({ min: -3, max: 3 }),
    externalId: fc.constantFrom('', 'a', 'ab', 'B', '\u{1F600}', '\u{FFFD}'),
    receivedAt: eighths,
    movedToQueueAt: eighths,
    custom: fc.tuple(
      fc.constantFrom(null, '', 'a', 'gold', 'A%'),
      fc.oneof(fc.constant(null), eighths),
      fc.oneof(
        fc.constant(null),
        fc.integer({ min: -8, max: 8 }).map((n) => n / 2),
      ),
    ),
  })
  .map((changes) => interaction(changes));
