import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Runs the program of `program.ts` with this command line and nothing else in its environment. */
function run(...argv: readonly string[]) {
  const program = join(import.meta.dirname, 'program.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], { env: {}, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('settings that can be used let the program go on', () => {
  expect(run('--tenant-id=t1', '--listen-port', '7121')).toEqual({
    status: 0,
    stdout: '{"tenant":"t1","port":7121}',
    stderr: '',
  });
});

test('faults end it with exit code 1, all of them on stderr', () => {
  expect(run('--listen-port=x')).toEqual({
    status: 1,
    stdout: '',
    stderr: [
      'interaction-server cannot start, faults in its settings (see --help): 2',
      '  tenant.id: is not set; expected a text of 1 to 64 characters on one line',
      '  listen.port: is "x" from command line --listen-port; expected a whole number from 0 to 65535',
      '',
    ].join('\n'),
  });
});

test('a settings file that is not there is named', () => {
  expect(run('--settings=/nowhere/settings.yaml', '--tenant-id=t1')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('/nowhere/settings.yaml: the settings file cannot be read (ENOENT)'),
  });
});

test.each([
  ['--help', /--settings FILE/],
  ['--print-config', /^listen.port: 7120 {2}# default$/m],
])('%s prints and ends with exit code 0', (argument, printed) => {
  const { status, stdout, stderr } = run(argument, '--tenant-id=t1');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(printed);
});
