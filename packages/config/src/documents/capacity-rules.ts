import { wholeNumber } from '../values/numbers.ts';
import { MAX_COMBINATIONS } from './limits.ts';
import { objectName } from './names.ts';
import { closed, listOf, mapOf, required } from './zod-values.ts';

const perMedia = mapOf(wholeNumber({ min: 0, max: 10_000 }));

/** How many interactions of each media at once: in one combination (`media`), or in any of several. */
export const capacityRuleSchema = closed({
  name: required(objectName),
  media: perMedia,
  combinations: listOf(perMedia, MAX_COMBINATIONS),
})
  .refine((rule) => Object.keys(rule.media).length > 0 !== rule.combinations.length > 0, {
    message: 'has neither or both of "media" and "combinations"; expected one of them, not empty',
  })
  .transform((rule): CapacityRuleConfig => {
    const combinations = rule.combinations.length > 0 ? rule.combinations : [rule.media];
    return { name: rule.name, combinations };
  });

/** A capacity rule as configured: one of the combinations must cover what the agent has; media not named count 0. */
export interface CapacityRuleConfig {
  readonly name: string;
  readonly combinations: readonly Readonly<Record<string, number>>[];
}
