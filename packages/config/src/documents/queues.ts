import { MAX_VIEWS } from './limits.ts';
import { description, objectName } from './names.ts';
import { type ViewConfig, viewSchema } from './views.ts';
import { closed, listOf, optional, optionsOf, required } from './zod-values.ts';

/** A queue and its views. */
export const queueSchema = closed({
  name: required(objectName),
  description: optional(description),
  views: listOf(viewSchema, MAX_VIEWS),
  options: optionsOf({}),
});

/** A queue as configured. It has at least one view: without any it has one of its own name, everything, oldest first. */
export interface QueueConfig {
  readonly name: string;
  readonly description: string | undefined;
  readonly views: readonly ViewConfig[];
}
