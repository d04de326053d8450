import type { z } from 'zod';
import { objectName } from './names.ts';
import { closed, optional, required } from './zod-values.ts';

/** A place: where an agent works. */
export const placeSchema = closed({ name: required(objectName), capacityRule: optional(objectName) });

/** A place as configured. */
export type PlaceConfig = z.output<typeof placeSchema>;
