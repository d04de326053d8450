import type { z } from 'zod';
import { flag } from '../values/choices.ts';
import { wholeNumber } from '../values/numbers.ts';
import { MAX_OBJECTS } from './limits.ts';
import { description, objectName } from './names.ts';
import { closed, listOf, mapOf, optional, required, withDefault } from './zod-values.ts';

/** An agent: a person who handles interactions. */
export const agentSchema = closed({
  employeeId: required(objectName),
  name: optional(description),
  groups: listOf(required(objectName), MAX_OBJECTS),
  skills: mapOf(wholeNumber({ min: 0, max: 1_000_000 })),
  capacityRule: optional(objectName),
  enabled: withDefault(flag(), true),
});

/** An agent as configured; skills are levels by name. */
export type AgentConfig = z.output<typeof agentSchema>;
