import { isDeepStrictEqual } from 'node:util';
import { errorName, type ErrorName, type RequestDefinition } from '@ixn/protocol';
import { handled, offered, routed, scene, submitted } from './scene.ts';
import { snapshot } from './snapshot.ts';
import { World } from './world.ts';

/** Where the interaction is that a request is about. */
const PREPARED = {
  nothing: () => ABSENT,
  waiting: (world: World) => submitted(world),
  routed: (world: World) => routed(world),
  offered: (world: World) => offered(world).id,
  handled: (world: World) => handled(world),
} as const;

/** No interaction has this id. */
export const ABSENT = '0000000000000000';

/**
 * A request that is refused: what is wrong, who asks, where the interaction is, attributes (InteractionId is added), the error, and what
 * its description names.
 */
export type Row = readonly [
  wrong: string,
  from: string,
  about: keyof typeof PREPARED,
  attributes: Readonly<Record<string, unknown>>,
  error: ErrorName,
  named: string,
];

/**
 * `media`, `router` and `desk` (agent A1 at P1) do the work; `other` is another media server, `rival` another router, `idle` a desk
 * without an agent, `stat` a reporting engine.
 */
export function crowd(world = new World()): World {
  scene(world);
  world.register('other', 'Media server');
  world.register('rival', 'Routing engine');
  world.register('idle', 'Agent application');
  world.register('stat', 'Reporting engine');
  world.forget();
  return world;
}

/** What a request led to, in the terms of a refusal. */
export interface Outcome {
  readonly answer: string;
  readonly error: ErrorName | undefined;
  /** Whether the description names what is wrong. */
  readonly isNamed: boolean;
  readonly effects: number;
  readonly rows: number;
  readonly hasChanged: boolean;
}

/** What must come of a row: its error, and nothing else at all. */
export function refusal([, from, , , error]: Row): Outcome {
  return { answer: `EventError → ${from}`, error, isNamed: true, effects: 1, rows: 0, hasChanged: false };
}

/** What comes of a row. */
export function outcome(message: RequestDefinition, [, from, about, attributes, , named]: Row): Outcome {
  const world = crowd();
  const id = PREPARED[about](world);
  world.forget();
  const before = snapshot(world.state);
  const withId = 'InteractionId' in message.attributes && message.name !== 'RequestSubmit';
  const answer = world.answerTo(world.ask(from, message, withId ? { InteractionId: id, ...attributes } : attributes));
  return {
    answer: answer.line,
    error: errorName(answer.attributes['ErrorCode'] as number),
    isNamed: String(answer.attributes['ErrorDescription']).includes(named),
    effects: world.said.length,
    rows: world.rows.length,
    hasChanged: !isDeepStrictEqual(snapshot(world.state), before),
  };
}
