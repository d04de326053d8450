import { describe, expect, it } from 'vitest';
import { localPorts } from '../src/index.ts';

describe('ports of the local stack', () => {
  it('are the documented ones without an offset', () => {
    const { server, serverHealth, configuration, smtp, mediaHttp, pages, postgres } = localPorts({});
    expect([server, serverHealth, configuration, smtp, mediaHttp, pages, postgres]).toEqual([
      7120, 13131, 8888, 2525, 8780, 8790, 15432,
    ]);
  });

  it('are all different', () => {
    const ports = Object.values(localPorts({}));
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('all shift by IXN_PORT_OFFSET', () => {
    const plain = localPorts({});
    const shifted = localPorts({ IXN_PORT_OFFSET: '1000' });
    expect(Object.values(shifted)).toEqual(Object.values(plain).map((port) => port + 1000));
  });

  it.each(['-1', '1.5', 'abc', '60000', '1e9'])('refuse the offset %s and name the variable', (offset) => {
    expect(() => localPorts({ IXN_PORT_OFFSET: offset })).toThrow(/IXN_PORT_OFFSET is '.*': set it to a whole number/);
  });
});
