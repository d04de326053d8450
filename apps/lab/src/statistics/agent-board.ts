/** An agent as the board knows it. */
export interface SeatedAgent {
  readonly agentId: string;
  readonly placeId: string;
  readonly media: Map<string, boolean>;
  doNotDisturb: boolean;
  /** Interactions offered to it or handled by it. */
  readonly busyWith: Set<string>;
  /** When it last became free (ms); the longest idle has the smallest. */
  idleSince: number;
}

/** Attributes of reporting events that the board reads, in the plain form of the protocol. */
interface AgentEvent {
  readonly AgentId?: string;
  readonly PlaceId?: string;
  readonly MediaTypeName?: string;
  readonly MediaList?: Readonly<Record<string, unknown>>;
  readonly Party?: { readonly AgentId?: string };
  readonly Interaction?: { readonly InteractionId?: string };
}

interface AgentStateEntry {
  readonly AgentId: string;
  readonly PlaceId: string;
  readonly MediaStateList: Readonly<Record<string, unknown>>;
  readonly DonotDisturb: unknown;
}

/**
 * Who is logged in, ready and free, learnt from the reporting events of the Interaction Server: first the present state, then each
 * change. Pure: events go in, answers come out.
 */
export class AgentBoard {
  readonly #agents = new Map<string, SeatedAgent>();

  get size(): number {
    return this.#agents.size;
  }

  agents(): IterableIterator<SeatedAgent> {
    return this.#agents.values();
  }

  /** The present state begins: what was known is forgotten. */
  reset(): void {
    this.#agents.clear();
  }

  /** An agent of the present state. */
  seat(entry: AgentStateEntry, now: number): void {
    const media = new Map(Object.entries(entry.MediaStateList).map(([name, ready]) => [name, isOne(ready)]));
    this.#agents.set(entry.AgentId, {
      agentId: entry.AgentId,
      placeId: entry.PlaceId,
      media,
      doNotDisturb: isOne(entry.DonotDisturb),
      busyWith: new Set(),
      idleSince: now,
    });
  }

  /** A change. Events that say nothing about agents are ignored. */
  apply(event: string, attributes: AgentEvent, now: number): void {
    if (event === 'EventAgentLogin') {
      const { AgentId = '', PlaceId = '', MediaList = {} } = attributes;
      this.seat({ AgentId, PlaceId, MediaStateList: MediaList, DonotDisturb: 0 }, now);
      return;
    }
    const agent = this.#agents.get(attributes.AgentId ?? attributes.Party?.AgentId ?? '');
    if (agent === undefined) return;
    const interaction = attributes.Interaction?.InteractionId ?? '';
    const medium = attributes.MediaTypeName ?? '';
    switch (event) {
      case 'EventAgentLogout':
        this.#agents.delete(agent.agentId);
        break;
      case 'EventMediaAdded':
      case 'EventNotReadyForMedia':
        agent.media.set(medium, false);
        break;
      case 'EventReadyForMedia':
        agent.media.set(medium, true);
        break;
      case 'EventMediaRemoved':
        agent.media.delete(medium);
        break;
      case 'EventDoNotDisturbOn':
        agent.doNotDisturb = true;
        break;
      case 'EventDoNotDisturbOff':
        agent.doNotDisturb = false;
        break;
      case 'EventAgentInvited':
      case 'EventPartyAdded':
        agent.busyWith.add(interaction);
        break;
      case 'EventRejected':
      case 'EventRevoked':
      case 'EventPartyRemoved':
        if (agent.busyWith.delete(interaction) && agent.busyWith.size === 0) agent.idleSince = now;
        break;
      default:
    }
  }

  /** Ready for the media, not to be left alone, and with nothing to do; the longest idle first. */
  idle(mediaType: string): SeatedAgent[] {
    const idle: SeatedAgent[] = [];
    for (const agent of this.#agents.values()) {
      if (agent.busyWith.size === 0 && !agent.doNotDisturb && agent.media.get(mediaType) === true) idle.push(agent);
    }
    return idle.toSorted((a, b) => a.idleSince - b.idleSince);
  }
}

function isOne(value: unknown): boolean {
  return value === true || value === 1;
}
