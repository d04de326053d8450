/** What a reporting engine may subscribe to at the server. */
export const TOPICS = ['agents', 'interactions', 'custom'] as const;
export type Topic = (typeof TOPICS)[number];

export function isTopic(name: string): name is Topic {
  return (TOPICS as readonly string[]).includes(name);
}

/** Which clients hear which reporting events. */
export class Subscriptions {
  readonly #audience: Record<Topic, readonly number[]> = { agents: [], interactions: [], custom: [] };

  /** Clients that hear of a topic. A new array after every change. */
  audience(topic: Topic): readonly number[] {
    return this.#audience[topic];
  }

  has(client: number, topic: Topic): boolean {
    return this.#audience[topic].includes(client);
  }

  add(client: number, topic: Topic): void {
    if (!this.has(client, topic)) this.#audience[topic] = [...this.#audience[topic], client];
  }

  remove(client: number, topic: Topic): void {
    if (this.has(client, topic)) this.#audience[topic] = this.#audience[topic].filter((one) => one !== client);
  }

  forget(client: number): void {
    for (const topic of TOPICS) this.remove(client, topic);
  }
}
