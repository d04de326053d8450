import type { z } from 'zod';
import { flag, oneOf } from '../values/choices.ts';
import { wholeNumber } from '../values/numbers.ts';
import { objectName } from './names.ts';
import { closed, optional, required, withDefault } from './zod-values.ts';

/**
 * What gives the interactions of a view to a strategy, with its limits. Left out, the limits are those of the options
 * default-max-submitted-per-strategy and default-max-submission-rate.
 */
export const submitterSchema = closed({
  name: required(objectName),
  view: required(objectName),
  strategy: required(objectName),
  routerKind: required(oneOf(['routing-engine', 'universal-router'])),
  maxSubmitted: optional(wholeNumber({ min: 1, max: 1_000_000 })),
  maxSubmissionRate: optional(wholeNumber({ min: 0, max: 1_000_000 })),
  enabled: withDefault(flag(), true),
});

/** A submitter as configured; `maxSubmissionRate` a second, 0 without limit. */
export type SubmitterConfig = z.output<typeof submitterSchema>;
