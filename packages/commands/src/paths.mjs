import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Top folder of the repository. */
export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** The oldest Node that runs the repository's TypeScript as it is. */
const oldestMajor = 24;

/**
 * The Node to run things with: the one that the repository pins; the machine's own where there is none for this
 * platform and its own is new enough.
 *
 * @returns {string}
 */
export function pinnedNode() {
  const pinned = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= oldestMajor) return process.execPath;
  throw new Error(
    `npm has no Node ${oldestMajor} for ${process.platform}-${process.arch}, and this is ${process.version}: ` +
      `install Node ${oldestMajor} or newer`,
  );
}
