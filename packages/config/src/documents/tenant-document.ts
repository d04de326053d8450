import type { z } from 'zod';
import { agentSchema, type AgentConfig } from './agents.ts';
import { type ApplicationsConfig, applicationsSchema } from './applications.ts';
import { type CapacityRuleConfig, capacityRuleSchema } from './capacity-rules.ts';
import { type CustomPropertyConfig, customPropertySchema } from './custom-properties.ts';
import { type GroupConfig, groupSchema } from './groups.ts';
import { type InteractionTypeConfig, interactionTypeSchema } from './interaction-types.ts';
import { MAX_CUSTOM_PROPERTIES, MAX_MEDIA_TYPES, MAX_OBJECTS } from './limits.ts';
import { type MediaTypeConfig, mediaTypeSchema } from './media-types.ts';
import { type PlaceConfig, placeSchema } from './places.ts';
import { type QueueConfig, queueSchema } from './queues.ts';
import { type RouterConfig, routerSchema } from './routers.ts';
import { type StrategyConfig, strategySchema } from './strategies.ts';
import { type SubmitterConfig, submitterSchema } from './submitters.ts';
import { type TenantConfig, tenantSchema } from './tenants.ts';
import { type ThirdPartyServerConfig, thirdPartyServerSchema } from './third-party-servers.ts';
import { type WorkbinConfig, workbinSchema } from './workbins.ts';
import { closed, listOf } from './zod-values.ts';

/** The shape of a tenant's document. What holds between objects is checked by `references.ts` and its neighbours. */
export const tenantDocumentSchema = closed({
  tenant: tenantSchema,
  mediaTypes: listOf(mediaTypeSchema, MAX_MEDIA_TYPES),
  interactionTypes: listOf(interactionTypeSchema, MAX_OBJECTS),
  interactionSubtypes: listOf(interactionTypeSchema, MAX_OBJECTS),
  customProperties: listOf(customPropertySchema, MAX_CUSTOM_PROPERTIES),
  queues: listOf(queueSchema, MAX_OBJECTS),
  strategies: listOf(strategySchema, MAX_OBJECTS),
  submitters: listOf(submitterSchema, MAX_OBJECTS),
  workbins: listOf(workbinSchema, MAX_OBJECTS),
  agents: listOf(agentSchema, MAX_OBJECTS),
  agentGroups: listOf(groupSchema, MAX_OBJECTS),
  places: listOf(placeSchema, MAX_OBJECTS),
  placeGroups: listOf(groupSchema, MAX_OBJECTS),
  capacityRules: listOf(capacityRuleSchema, MAX_OBJECTS),
  routers: listOf(routerSchema, MAX_OBJECTS),
  thirdPartyServers: listOf(thirdPartyServerSchema, MAX_OBJECTS),
  applications: applicationsSchema,
});

/** A document whose members are valid each for itself. */
export type ShapedDocument = z.output<typeof tenantDocumentSchema>;

/** The configuration of a tenant: valid as a whole, frozen. Times are in milliseconds. */
export interface TenantDocument {
  readonly tenant: TenantConfig;
  readonly mediaTypes: readonly MediaTypeConfig[];
  readonly interactionTypes: readonly InteractionTypeConfig[];
  readonly interactionSubtypes: readonly InteractionTypeConfig[];
  readonly customProperties: readonly CustomPropertyConfig[];
  readonly queues: readonly QueueConfig[];
  readonly strategies: readonly StrategyConfig[];
  readonly submitters: readonly SubmitterConfig[];
  readonly workbins: readonly WorkbinConfig[];
  readonly agents: readonly AgentConfig[];
  readonly agentGroups: readonly GroupConfig[];
  readonly places: readonly PlaceConfig[];
  readonly placeGroups: readonly GroupConfig[];
  readonly capacityRules: readonly CapacityRuleConfig[];
  readonly routers: readonly RouterConfig[];
  readonly thirdPartyServers: readonly ThirdPartyServerConfig[];
  readonly applications: ApplicationsConfig;
}

/** The kinds that are lists of objects. */
export type ListKind = Exclude<keyof TenantDocument, 'tenant' | 'applications'>;
