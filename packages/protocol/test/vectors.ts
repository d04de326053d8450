import { readdirSync, readFileSync } from 'node:fs';

/** A whole frame: `object` and `hex` are the same message. With `decodeOnly`, the bytes are one way of several to say it. */
export interface FrameVector {
  readonly name: string;
  readonly decodeOnly?: boolean;
  readonly object: {
    readonly message: string;
    readonly referenceId: number;
    readonly proxyClientId: number;
    readonly attributes: Readonly<Record<string, unknown>>;
  };
  readonly hex: string;
}

/** A frame that a server refuses, with the error, the attribute that it names, and whether the connection is closed. */
export interface BadVector {
  readonly name: string;
  readonly hex: string;
  readonly error: string;
  readonly attribute: string;
  readonly closes?: boolean;
}

const folder = new URL('../vectors/', import.meta.url);

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

/** Families of good frames: file name without `.json`, and its vectors. */
export const goodVectors: readonly (readonly [string, readonly FrameVector[]])[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && file !== 'bad.json')
  .map((file) => [file.slice(0, -5), read(file) as FrameVector[]]);

export const badVectors = read('bad.json') as readonly BadVector[];
