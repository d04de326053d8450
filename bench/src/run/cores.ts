import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's CPU accounting a second (USER_HZ, the same on all that Node runs on). */
const TICKS_PER_SECOND = 100;

/** CPU time of a process so far, in seconds; with `children`: of those that it waited for, too. 0 where that cannot be read. */
function cpuSeconds(pid: number, children: boolean): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold spaces; what follows it begins with the third field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15).map(Number);
    return (user + system + (children ? childUser + childSystem : 0)) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

/** CPU time of the whole machine so far, in seconds, without what it was idle. */
function busySeconds(): number {
  const [, user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? ''
  )
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + interrupts + softInterrupts + stolen) / TICKS_PER_SECOND;
}

/** Processes whose parent is `pid`. */
function childrenOf(pid: number): number[] {
  const children: number[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid) children.push(Number(entry));
    } catch {
      // It has ended meanwhile.
    }
  }
  return children;
}

/**
 * Measures how many cores processes keep busy, and what else is busy on the machine (`others`): much of that, and a round says little.
 * Tells nothing where there is no /proc.
 */
export class Cores {
  readonly #processes: Readonly<Record<string, number>>;
  readonly #postgres: number | undefined;
  #startedAt = 0;
  #before: Record<string, number> = {};
  #busyBefore = 0;

  /** Processes by name, and PostgreSQL's first process, whose children count with it. */
  constructor(processes: Readonly<Record<string, number>>, postgres: number | undefined) {
    this.#processes = processes;
    this.#postgres = postgres;
  }

  start(): void {
    this.#startedAt = performance.now();
    this.#before = this.#read();
    this.#busyBefore = this.#busy();
  }

  stop(): Record<string, number> {
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const used = Object.entries(this.#read()).map(([name, after]) => {
      return [name, (after - (this.#before[name] ?? 0)) / seconds] as const;
    });
    if (used.length === 0) return {};
    const own = used.reduce((sum, [, cores]) => sum + cores, 0);
    const others = Math.max(0, (this.#busy() - this.#busyBefore) / seconds - own);
    return { ...Object.fromEntries(used), others };
  }

  #busy(): number {
    return process.platform === 'linux' ? busySeconds() : 0;
  }

  #read(): Record<string, number> {
    if (process.platform !== 'linux') return {};
    const seconds: Record<string, number> = {};
    for (const [name, pid] of Object.entries(this.#processes)) seconds[name] = cpuSeconds(pid, false);
    if (this.#postgres !== undefined) {
      const children = childrenOf(this.#postgres).reduce((sum, pid) => sum + cpuSeconds(pid, false), 0);
      seconds['postgres'] = children + cpuSeconds(this.#postgres, true);
    }
    return seconds;
  }
}
