// `npm test`: types, lint, format and generated pages side by side, then all tests. Arguments go to vitest.
import { exitLike, run } from './program.mjs';

const checks = ['typecheck', 'lint', 'format:check', 'docs:check'];
const environment = {
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
};

const checked = await run(['node_modules/turbo/bin/turbo', 'run', ...checks, '--continue', '--ui=stream'], {
  environment,
});
if (checked.code !== 0) {
  console.log(`A check failed (${checks.join(', ')}: see above), so the tests were not run.`);
  console.log('0 passed, 1 failed, 0 skipped');
  exitLike(checked);
}
exitLike(await run(['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]));
