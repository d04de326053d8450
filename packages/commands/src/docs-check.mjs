// Fails where a generated page of docs/ is not what its generator writes now.
import { generators } from './commands.mjs';
import { run } from './program.mjs';

for (const path of generators) {
  const { code } = await run([path, '--check']);
  if (code === 0) continue;
  console.error(`${path}: what it writes is stale. Run npm run docs and commit the pages`);
  process.exitCode = 1;
}
