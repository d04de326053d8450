/** A connection with frames that are read but not handled. */
export interface Backlogged {
  /** Handles so many frames. True when more are left that may be handled. */
  proceed(frames: number): boolean;
}

/** Frames of one chunk that are handled as they come: when the chunk before came from another connection, and when not. */
const AT_ONCE_AMONG_OTHERS = 16;
const AT_ONCE_ALONE = 64;
/** Frames in each further turn: while others are served too, and when they are not. */
const LATER_AMONG_OTHERS = 8;
const LATER_ALONE = 64;
/** Turns without others after which those that wait count as alone: in between, others wait for their commits. */
const QUIET_TURNS = 4;

/**
 * Shares the event loop between connections. Of what one chunk brings, a few frames are handled at once; the rest waits and is
 * handled in further turns of the event loop, round robin, so that in each turn the others are read too. A client that sends
 * without end so gets a small part of the time while others need it, and all of it while they do not.
 */
export class Turns {
  #waiting: Backlogged[] = [];
  #planned = false;
  #last: Backlogged | undefined;
  /** Connections served wholly since the last turn. */
  #served = 0;
  #quiet = 0;

  /** A chunk came from a connection that has nothing waiting. Returns how many of its frames may be handled at once. */
  arrived(connection: Backlogged): number {
    const alone = this.#last === connection;
    this.#last = connection;
    this.#served += 1;
    return alone ? AT_ONCE_ALONE : AT_ONCE_AMONG_OTHERS;
  }

  /** Adds a connection with frames left. It must not be in line already. */
  enlist(connection: Backlogged): void {
    if (this.#last === connection && this.#served > 0) this.#served -= 1;
    this.#waiting.push(connection);
    this.#plan();
  }

  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#planned = false;
    this.#quiet = this.#served > 0 ? 0 : this.#quiet + 1;
    this.#served = 0;
    this.#last = undefined;
    const frames = this.#quiet < QUIET_TURNS ? LATER_AMONG_OTHERS : LATER_ALONE;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const connection of waiting) {
      if (connection.proceed(frames)) this.#waiting.push(connection);
    }
    if (this.#waiting.length > 0) this.#plan();
  }
}
