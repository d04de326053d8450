import { createMetrics, interactionServerMetrics } from '@ixn/metrics';
import { EventAck, RequestRegisterClient, type Clock, type ClientType, type KvInputMap } from '@ixn/protocol';
import { onTestFinished } from 'vitest';
import { Gateway, type GatewayOptions } from '../../src/gateway/gateway.ts';
import { DEFAULT_LIMITS, type GatewayLimits } from '../../src/gateway/limits.ts';
import { createLog, type Logger } from '../../src/log.ts';
import { DrivenClock } from './driven-clock.ts';
import { ScriptedInbox } from './scripted-inbox.ts';
import { WireClient, type Seen } from './wire-client.ts';

export interface RigOptions extends Partial<Pick<GatewayOptions, 'certificates' | 'authentication'>> {
  readonly limits?: Partial<GatewayLimits>;
  readonly clock?: Clock;
}

/** A gateway on a free port with a scripted dispatcher behind it. */
export class Rig {
  readonly inbox = new ScriptedInbox();
  readonly clock = new DrivenClock();
  readonly limits: GatewayLimits;
  readonly metrics = createMetrics(interactionServerMetrics);
  readonly gateway: Gateway;
  /** Lines that were logged. */
  readonly lines: Record<string, unknown>[] = [];
  port = 0;

  private constructor(options: RigOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    const log: Logger = createLog('trace', {
      write: (line) => void this.lines.push(JSON.parse(line) as Record<string, unknown>),
    });
    this.gateway = new Gateway({
      host: '127.0.0.1',
      port: 0,
      tenants: ['tenant-1', '101'],
      metrics: this.metrics.families,
      clock: this.clock,
      log,
      ...options,
      limits: this.limits,
    });
    this.inbox.outlet = this.gateway;
  }

  static async open(options: RigOptions = {}): Promise<Rig> {
    const rig = new Rig(options);
    rig.port = await rig.gateway.open(rig.inbox);
    onTestFinished(async () => {
      const closed = rig.gateway.close(60_000);
      rig.clock.advance(60_000);
      await closed;
    });
    return rig;
  }

  connect(): Promise<WireClient> {
    return WireClient.open(this.port);
  }

  /** A connection with a registered client of its own. */
  async client(type: ClientType, name = 'client', extension?: KvInputMap): Promise<WireClient> {
    const client = await this.connect();
    client.send(RequestRegisterClient, 1, { ClientName: name, ClientType: type, Extension: extension });
    const answer = await client.next();
    if (answer.name !== EventAck.name) throw new Error(`not registered: ${JSON.stringify(answer.attributes)}`);
    return client;
  }

  /** Registers a logical client behind a proxy and returns its ProxyClientId. */
  async behind(proxy: WireClient, type: ClientType, name: string): Promise<number> {
    proxy.send(RequestRegisterClient, 2, { ClientName: name, ClientType: type });
    const { attributes } = await proxy.next();
    return attributes.ProxyClientId as number;
  }
}

/** An EventError in short: its number, and the attribute or nothing. */
export function errorOf(frame: Seen): number {
  if (frame.name !== 'EventError') throw new Error(`not an EventError but ${frame.name}`);
  return frame.attributes.ErrorCode as number;
}
