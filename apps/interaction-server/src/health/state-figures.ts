import type { Queue, QueueCounts, View } from '../state/queue.ts';
import type { RouterSession } from '../state/router-session.ts';

/** Agents by what they do in one medium. */
export interface AgentMediaFigures {
  readonly agents: number;
  readonly ready: number;
  readonly handling: number;
}

/** What a scrape reads of the state: counts that the rules keep up to date anyway. Nothing is changed. */
export interface StateFigures {
  /** The tenant as labels name it. */
  readonly tenant: string;
  /** Seconds since 1970. */
  now(): number;
  /** Configured ones. */
  mediaTypes(): Iterable<string>;
  /** Configured ones, and those that are configured no more but not empty yet. */
  queues(): Iterable<Queue>;
  /** Second (Unix) in which the oldest that waits has come; Infinity: nothing waits. */
  oldestArrival(counts: QueueCounts): number;
  views(): Iterable<View>;
  agentCount(): number;
  agentMedia(media: string): AgentMediaFigures | undefined;
  /** Sessions: connected ones, and those that hold interactions. */
  routers(): Iterable<RouterSession>;
  configuredRouters(): Iterable<string>;
  /** Strategies with an active submitter, and how many interactions may be given away for each beside those in routing. */
  strategies(): ReadonlyMap<string, number>;
  /** Interactions that a router may have for a strategy without a submitter. */
  strategyLimit(): number;
  /** Interactions that a router may have at once. */
  routerLimit(name: string): number;
}
