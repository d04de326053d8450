import type { z } from 'zod';
import { objectName } from './names.ts';
import { closed, required } from './zod-values.ts';

/** A type or a subtype of interactions: a name and nothing else. */
export const interactionTypeSchema = closed({ name: required(objectName) });

/** An interaction type or subtype as configured. */
export type InteractionTypeConfig = z.output<typeof interactionTypeSchema>;
