// A program for the tests of the launcher. `exit N`: prints its arguments, ends with code N. `count SIGNAL`: prints the
// first such signal, ends with code 3 when no second one comes. `die SIGNAL`: ends by it.
const [what, value = ''] = process.argv.slice(2);
if (what === 'exit') {
  const major = Number(process.versions.node.split('.')[0]);
  process.stdout.write(JSON.stringify({ args: process.argv.slice(2), major }));
  process.exitCode = Number(value);
} else if (what === 'count') {
  let count = 0;
  const idle = setInterval(() => undefined, 1000);
  process.on(value, () => {
    count += 1;
    process.stdout.write(`${value}\n`);
    setTimeout(() => {
      clearInterval(idle);
      process.exitCode = count === 1 ? 3 : 4;
    }, 200);
  });
  process.stdout.write('ready\n');
} else {
  process.kill(process.pid, value);
}
