import type { InteractionServerOptions } from '@ixn/config';
import type { CompiledView } from '../../views/compile.ts';
import type { ViewSchema } from '../../views/properties.ts';

export interface MediaTypeRule {
  readonly name: string;
  /** ms; undefined: the server's option counts. */
  readonly deliveringTimeout: number | undefined;
  readonly handlingTimeout: number | undefined;
  readonly routingTimeout: number | undefined;
}

/** A custom property: its value is at its index in `Interaction.custom`. */
export interface CustomPropertyRule {
  /** Top-level key of user data. */
  readonly key: string;
  readonly column: string;
  readonly type: 'string' | 'number' | 'timestamp';
}

export interface ViewRule {
  readonly name: string;
  /** Text that is the same for views that behave the same: tells whether an index can be kept. */
  readonly fingerprint: string;
  readonly compiled: CompiledView;
}

export interface QueueRule {
  readonly name: string;
  readonly views: readonly ViewRule[];
}

/** Combinations of media → most at a time; one of them must cover what an agent has. Media not named: 0. */
export type CapacityRule = readonly ReadonlyMap<string, number>[];

export interface AgentRule {
  readonly agentId: string;
  readonly enabled: boolean;
  /** Null: that of the place, of the tenant, or one of each media. */
  readonly capacity: CapacityRule | null;
}

export interface PlaceRule {
  readonly placeId: string;
  readonly capacity: CapacityRule | null;
}

export interface SubmitterRule {
  readonly name: string;
  readonly view: string;
  readonly strategy: string;
  readonly routerKind: 'routing-engine' | 'universal-router';
  /** Undefined: the option default-max-submitted-per-strategy. */
  readonly maxSubmitted: number | undefined;
  /** A second; 0: no limit. Undefined: the option default-max-submission-rate. */
  readonly maxSubmissionRate: number | undefined;
}

export interface RouterRule {
  readonly name: string;
  readonly maxSubmitted: number | undefined;
  readonly maxSubmissionRate: number | undefined;
}

/** A tenant's configuration as the rules need it: names looked up by map, expressions compiled, times in ms. Never changes. */
export interface TenantConfiguration {
  readonly tenantId: string;
  readonly tenantSid: string;
  readonly mediaTypes: ReadonlyMap<string, MediaTypeRule>;
  readonly interactionTypes: ReadonlySet<string>;
  readonly interactionSubtypes: ReadonlySet<string>;
  readonly customProperties: readonly CustomPropertyRule[];
  /** Names that conditions and orders may use. */
  readonly viewSchema: ViewSchema;
  readonly queues: ReadonlyMap<string, QueueRule>;
  readonly strategies: ReadonlySet<string>;
  /** Enabled ones. */
  readonly submitters: ReadonlyMap<string, SubmitterRule>;
  readonly agents: ReadonlyMap<string, AgentRule>;
  readonly places: ReadonlyMap<string, PlaceRule>;
  /** Of the tenant as a whole. */
  readonly capacity: CapacityRule | null;
  readonly routers: ReadonlyMap<string, RouterRule>;
  readonly options: InteractionServerOptions['settings'];
}
