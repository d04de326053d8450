/** A connection with frames that are read but not handled. */
export interface Backlogged {
  /** Handles so many frames. True when more are left that may be handled. */
  proceed(frames: number): boolean;
}

/** Frames of one chunk that are handled as they come, when the chunk before came from the same connection, and when not. */
const AT_ONCE_ALONE = 64;
const AT_ONCE_AMONG_OTHERS = 32;
/** Frames in each further turn when no others are served. Few, since others who come wait for the end of the turn. */
const LATER_ALONE = 16;
/** While others are served: one frame for so many of all the others. */
const OTHERS_FOR_ONE = 8;
/** Turns without others after which those that wait count as alone: in between, others wait for their commits. */
const QUIET_TURNS = 4;

/** A connection that had more than this waiting goes to the end of the line with its next chunk too. */
export const GREEDY_FRAMES = 32;

/**
 * Shares the event loop between connections. Of what one chunk brings, a few frames are handled at once; the rest waits and is
 * handled in further turns of the event loop, round robin, so that in each turn the others are read too. A client that sends
 * without end so gets a small part of the time while others need it, and all of it while they do not.
 */
export class Turns {
  #waiting: Backlogged[] = [];
  #planned = false;
  #last: Backlogged | undefined;
  /** Frames handled at once since the last turn, of connections that had no more. Counts while somebody waits. */
  #others = 0;
  /** Of those, how many have not been followed by one of each that waits. */
  #credit = 0;
  #quiet = 0;

  /** How many frames of a chunk may be handled at once. */
  arrived(connection: Backlogged, isGreedy: boolean): number {
    const isAlone = this.#last === connection;
    this.#last = connection;
    if (isAlone) return AT_ONCE_ALONE;
    return isGreedy ? 0 : AT_ONCE_AMONG_OTHERS;
  }

  /** A connection had no more than these. */
  served(frames: number): void {
    this.#others += frames;
  }

  /** Adds a connection with frames left. It must not be in line already. */
  enlist(connection: Backlogged): void {
    if (!this.#planned) {
      this.#others = 0;
      this.#credit = 0;
      this.#quiet = 0;
    }
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
    const frames = this.#framesLater();
    this.#last = undefined;
    if (frames > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const connection of waiting) {
        if (connection.proceed(frames)) this.#waiting.push(connection);
      }
    }
    if (this.#waiting.length > 0) this.#plan();
  }

  /** Frames of each connection that waits in this turn. */
  #framesLater(): number {
    this.#quiet = this.#others > 0 ? 0 : this.#quiet + 1;
    this.#credit += this.#others;
    this.#others = 0;
    if (this.#quiet >= QUIET_TURNS) {
      this.#credit = 0;
      return LATER_ALONE;
    }
    const frames = Math.floor(this.#credit / OTHERS_FOR_ONE);
    this.#credit -= frames * OTHERS_FOR_ONE;
    return frames;
  }
}
