import type { AgentBoard, SeatedAgent } from '../statistics/agent-board.ts';

/** A pulled interaction that waits for an agent. */
export interface Pulled {
  readonly interactionId: string;
  readonly mediaType: string;
  readonly pulledAt: number;
  /** Agents that rejected it, are busy or gone: not asked again for this interaction. */
  readonly tried: Set<string>;
}

/**
 * Who gets what: the longest idle agent who is ready for the media and was not yet asked. An agent chosen here is taken until its
 * delivery has an outcome, whatever the board says meanwhile: reporting events come later than answers.
 */
export class Assignments {
  readonly #board: AgentBoard;
  readonly #isSpare: (agentId: string) => boolean;
  readonly #taken = new Set<string>();

  /** `isSpare`: agents who get something only when nobody else is free, such as the lab's own beside a person. */
  constructor(board: AgentBoard, isSpare: (agentId: string) => boolean = () => false) {
    this.#board = board;
    this.#isSpare = isSpare;
  }

  /** Agents who could take one more interaction of the media now. */
  free(mediaType: string): number {
    let count = 0;
    for (const agent of this.#board.idle(mediaType)) if (!this.#taken.has(agent.agentId)) count++;
    return count;
  }

  /** Chooses an agent and takes it; undefined: nobody is free for it. */
  choose(pulled: Pulled): SeatedAgent | undefined {
    let spare: SeatedAgent | undefined;
    for (const agent of this.#board.idle(pulled.mediaType)) {
      if (this.#taken.has(agent.agentId) || pulled.tried.has(agent.agentId)) continue;
      if (!this.#isSpare(agent.agentId)) return this.#take(agent);
      spare ??= agent;
    }
    return spare === undefined ? undefined : this.#take(spare);
  }

  #take(agent: SeatedAgent): SeatedAgent {
    this.#taken.add(agent.agentId);
    return agent;
  }

  /** The delivery to the agent has an outcome. */
  settle(agentId: string): void {
    this.#taken.delete(agentId);
  }
}
