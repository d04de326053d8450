import type { z } from 'zod';
import { text } from '../values/texts.ts';
import { expressionText, objectName } from './names.ts';
import { scheduleSchema } from './schedules.ts';
import { closed, optional, required } from './zod-values.ts';

/**
 * A view of a queue or workbin: which of its interactions, in which order.
 * Left out: no condition, oldest first, one segment, always open. `segmentation` names a property or its column.
 */
export const viewSchema = closed({
  name: required(objectName),
  condition: optional(expressionText),
  order: optional(expressionText),
  segmentation: optional(text({ max: 63 })),
  schedule: scheduleSchema.nullish().transform((schedule) => schedule ?? undefined),
});

/** A view as configured; `segmentation` is the column's name. */
export type ViewConfig = z.output<typeof viewSchema>;
