import type { z } from 'zod';
import { oneOf } from '../values/choices.ts';
import { MAX_VIEWS } from './limits.ts';
import { expressionText, objectName } from './names.ts';
import { viewSchema } from './views.ts';
import { closed, listOf, optional, required } from './zod-values.ts';

/** A type of workbins: each owner of the kind has one. */
export const workbinSchema = closed({
  name: required(objectName),
  owner: required(oneOf(['agent', 'agent-group', 'place', 'place-group'])),
  order: optional(expressionText),
  views: listOf(viewSchema, MAX_VIEWS),
});

/** A workbin type as configured. */
export type WorkbinConfig = z.output<typeof workbinSchema>;
