import type { z } from 'zod';
import { wholeNumber } from '../values/numbers.ts';
import { objectName } from './names.ts';
import { closed, optional, required } from './zod-values.ts';

/** A router and its limits. Left out, they are those of the option default-max-submitted-per-router, and no rate. */
export const routerSchema = closed({
  name: required(objectName),
  maxSubmitted: optional(wholeNumber({ min: 1, max: 1_000_000 })),
  maxSubmissionRate: optional(wholeNumber({ min: 0, max: 1_000_000 })),
});

/** A router as configured; `maxSubmissionRate` a second, 0 without limit. */
export type RouterConfig = z.output<typeof routerSchema>;
