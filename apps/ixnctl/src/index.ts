export { commands, ixnctl } from './ixnctl.ts';
export type { Io } from './io.ts';
