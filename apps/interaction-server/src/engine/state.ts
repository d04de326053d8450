import type { Agent } from '../state/agent.ts';
import type { Counters } from '../state/batch.ts';
import type { ClientSession } from '../state/client-session.ts';
import type { Interaction } from '../state/interaction.ts';
import type { Queue, View } from '../state/queue.ts';
import type { RouterSession } from '../state/router-session.ts';
import type { Submitter } from '../state/submitter.ts';
import { applyQueues } from './configuration/queues.ts';
import { applySubmitters } from './configuration/submitters.ts';
import type { TenantConfiguration } from './configuration/tenant-configuration.ts';
import { StoppedMemory } from './stopped-memory.ts';
import { Subscriptions } from './subscriptions.ts';
import { TimerHeap } from './timer-heap.ts';

/** Counts of one medium over all agents. */
export interface AgentMediaCounts {
  /** Agents that have the medium. */
  agents: number;
  /** Of those, agents that are ready for it. */
  ready: number;
  /** Agents that handle at least one interaction of it. */
  handling: number;
}

/** All that the rules know. One for each server; changed by {@link apply} only. */
export interface State {
  /** ms; never goes back. */
  now: number;
  /** False until the server listens: no timer fires while interactions are read back. */
  listening: boolean;
  readonly epoch: number;
  configuration: TenantConfiguration;
  readonly counters: { -readonly [Name in keyof Counters]: Counters[Name] };
  /** The last InteractionId given in this epoch. */
  generated: number;
  /** Values of custom properties that did not fit their columns. */
  misfits: number;
  /** Bytes that a list answer may have. */
  readonly maxAnswerSize: number;
  readonly clients: Map<number, ClientSession>;
  readonly interactions: Map<string, Interaction>;
  readonly stopped: StoppedMemory;
  readonly queues: Map<string, Queue>;
  readonly views: Map<string, View>;
  /** Logged-in agents by AgentId; several sessions only with allow-multiple-agent-connections. */
  readonly agents: Map<string, readonly Agent[]>;
  /** The same by PlaceId. */
  readonly places: Map<string, Agent>;
  agentCount: number;
  readonly agentMedia: Map<string, AgentMediaCounts>;
  /** By AgentId: interactions with nowhere to go back to that stay with an agent who has gone. */
  readonly leftBehind: Map<string, Set<Interaction>>;
  readonly routers: Map<string, RouterSession>;
  readonly submitters: Map<string, Submitter>;
  /** Clients that want to hear of property changes, by the name that they submit with. */
  readonly changeListeners: Map<string, readonly ClientSession[]>;
  readonly subscriptions: Subscriptions;
  readonly timers: TimerHeap;
  /** Views into which something came during this command while a pull is open. */
  readonly awake: View[];
  /** Removed queues that this command has left empty, if only for a moment. */
  readonly emptied: Queue[];
  /** Agents whose status changed during this command. */
  readonly changedAgents: Agent[];
}

export interface StateOptions {
  readonly configuration: TenantConfiguration;
  /** Of the lease. Part of every InteractionId given. */
  readonly epoch: number;
  /** Where the last batch of the database left off. */
  readonly counters: Counters;
  /** Bytes that a list answer may have: `max-frame-size`, less what a frame needs beside the list. */
  readonly maxAnswerSize: number;
  /** ms; the time at which recovery begins. */
  readonly now?: number;
}

/** The state of a server that knows its configuration and nothing else. What the database has comes in by recovery. */
export function createState(options: StateOptions): State {
  const { configuration, epoch, counters, maxAnswerSize } = options;
  const state: State = {
    now: options.now ?? 0,
    listening: false,
    epoch,
    configuration,
    counters: { ...counters },
    generated: 0,
    misfits: 0,
    maxAnswerSize,
    clients: new Map(),
    interactions: new Map(),
    stopped: new StoppedMemory(),
    queues: new Map(),
    views: new Map(),
    agents: new Map(),
    places: new Map(),
    agentCount: 0,
    agentMedia: new Map(),
    leftBehind: new Map(),
    routers: new Map(),
    submitters: new Map(),
    changeListeners: new Map(),
    subscriptions: new Subscriptions(),
    timers: new TimerHeap(),
    awake: [],
    emptied: [],
    changedAgents: [],
  };
  applyQueues(state, configuration, true);
  applySubmitters(state, configuration);
  return state;
}

/** A copy of the counters as they are now. */
export function countersOf(state: State): Counters {
  return { ...state.counters };
}
