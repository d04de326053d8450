// What every npm script of this repository runs: `node packages/commands/run.mjs <command> [arguments]`.
// Plain JavaScript for the machine's own Node (20 or newer): it installs what is missing, then runs the command under
// the Node that the repository pins.
import { commands, usage } from './src/commands.mjs';
import { install } from './src/install.mjs';
import { exitLike, run } from './src/program.mjs';

const [name = '--help', ...args] = process.argv.slice(2);
const command = commands.get(name);
if (name === '--help' || name === '-h') {
  console.log(usage());
} else if (command === undefined) {
  console.error(`there is no command '${name}'.\n${usage()}`);
  process.exitCode = 1;
} else {
  try {
    await install();
    for (const program of command.programs(args)) {
      const end = await run(program);
      if (end.code !== 0) exitLike(end);
    }
  } catch (error) {
    console.error(`npm run ${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
