import type { z } from 'zod';
import { MAX_OBJECTS } from './limits.ts';
import { expressionText, objectName } from './names.ts';
import { closed, listOf, optional, required } from './zod-values.ts';

/**
 * A group of agents (members are employee ids) or of places (members are names of places). A script is an expression
 * over a member, such as `skill('email') >= 5`, that makes it a member too.
 */
export const groupSchema = closed({
  name: required(objectName),
  members: listOf(required(objectName), MAX_OBJECTS),
  script: optional(expressionText),
});

/** A group of agents or places as configured. */
export type GroupConfig = z.output<typeof groupSchema>;
