import { processIo } from './io.ts';
import { ixnctl } from './ixnctl.ts';

process.exitCode = await ixnctl(process.argv.slice(2), processIo());
