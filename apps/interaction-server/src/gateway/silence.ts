/** What to do about a connection that has been watched. */
export type Verdict = 'fine' | 'ask' | 'dead';

/**
 * Watches one connection for silence; any byte received ends it. Asked about once a second.
 *
 *   hearing → asked    nothing heard for `pingAfter`: a ping is sent
 *   asked → judging    nothing heard for `deadAfter`, nor since the ping was sent
 *   judging → dead     nor until the next time
 *   asked, judging → hearing   something was heard
 *
 * Judging is a state of its own because timers run before sockets are read: a process that stood still must first read what has
 * been waiting for it.
 */
export class Silence {
  /** When the last ping was sent (ms); 0: none is unanswered. */
  #askedAt = 0;
  #judging = false;

  /**
   * @param heardAt when something was heard last (ms)
   * @param reading whether the connection is read at all. While it is not, its silence says nothing; pings go on, so that the
   * peer, whose own pings wait unread, knows that somebody is there.
   */
  judge(now: number, heardAt: number, reading: boolean, pingAfter: number, deadAfter: number): Verdict {
    if (this.#askedAt !== 0 && heardAt >= this.#askedAt) this.#askedAt = 0;
    if (this.#askedAt === 0 || !reading) {
      this.#judging = false;
      if (now - Math.max(heardAt, this.#askedAt) < pingAfter) return 'fine';
      this.#askedAt = now;
      return 'ask';
    }
    if (now - heardAt < deadAfter || now - this.#askedAt < deadAfter - pingAfter) return 'fine';
    if (this.#judging) return 'dead';
    this.#judging = true;
    return 'fine';
  }
}
