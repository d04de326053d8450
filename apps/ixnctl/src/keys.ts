import type { Io } from './io.ts';

/** Calls `pressed` for every key, or every character of input that is piped in. Returns what ends that. */
export function onKeys(io: Io, pressed: (key: string) => void): () => void {
  const { input } = io;
  const terminal = input.isTTY === true;
  if (terminal) input.setRawMode?.(true);
  const take = (chunk: Buffer | string): void => {
    for (const key of chunk.toString()) pressed(key);
  };
  input.on('data', take);
  input.resume();
  return () => {
    input.off('data', take);
    input.pause();
    if (terminal) input.setRawMode?.(false);
  };
}
