import type { z } from 'zod';
import { text } from '../values/texts.ts';
import { description, objectName } from './names.ts';
import { closed, optional, required } from './zod-values.ts';

/** The tenant that a document is about. `capacityRule` is for agents and places without one of their own. */
export const tenantSchema = closed({
  id: required(text({ max: 64, called: 'the id of the tenant, 1 to 64 characters' })),
  sid: required(text({ max: 64, called: 'the short id of the tenant, 1 to 64 characters' })),
  name: optional(description),
  capacityRule: optional(objectName),
});

/** A tenant as configured. */
export type TenantConfig = z.output<typeof tenantSchema>;
