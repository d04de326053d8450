import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../src/paths.mjs';

const fixture = 'packages/commands/test/fixture.mjs';
const module = JSON.stringify(join(root, 'packages/commands/src/program.mjs'));

/** Runs the fixture through `run` and `exitLike`, as the launcher does. */
function launch(...args: readonly string[]): ChildProcess {
  const script = `import { exitLike, run } from ${module}; exitLike(await run(process.argv.slice(1)));`;
  return spawn(process.execPath, ['--input-type=module', '-e', script, fixture, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('the launcher', () => {
  it('passes arguments and the exit code on', async () => {
    const launched = launch('exit', '7', '--not an option');
    const output: Buffer[] = [];
    launched.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    const [code] = await once(launched, 'close');
    expect(code).toBe(7);
    expect(JSON.parse(Buffer.concat(output).toString())).toEqual({ args: ['exit', '7', '--not an option'], major: 24 });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('passes %s on, once, and waits for the end', async (signal) => {
    const launched = launch('count', signal);
    await once(launched.stdout ?? launched, 'data');
    launched.kill(signal);
    const [line] = await once(launched.stdout ?? launched, 'data');
    expect(String(line)).toBe(`${signal}\n`);
    const [code] = await once(launched, 'close');
    expect(code).toBe(3);
  });

  it('ends by the signal that ended the program', async () => {
    const launched = launch('die', 'SIGKILL');
    expect(await once(launched, 'exit')).toEqual([null, 'SIGKILL']);
  });

  it('lists its commands, and refuses one that is none', () => {
    const launcher = join(root, 'packages/commands/run.mjs');
    const help = spawnSync(process.execPath, [launcher, '--help'], { encoding: 'utf8' });
    expect([help.status, help.stdout]).toEqual([0, expect.stringMatching(/^usage: npm run .*\n {2}start /)]);
    const wrong = spawnSync(process.execPath, [launcher, 'nonsense'], { encoding: 'utf8' });
    expect([wrong.status, wrong.stderr]).toEqual([
      1,
      expect.stringMatching(/^there is no command 'nonsense'.\nusage:/),
    ]);
  });
});
