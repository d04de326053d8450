import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProxy, type Proxy } from '../src/index.ts';

describe('the fault proxy', () => {
  let echo: Server;
  let echoed: Socket[];
  let proxy: Proxy;
  const clients: Socket[] = [];

  beforeEach(async () => {
    echoed = [];
    echo = createServer({ allowHalfOpen: true }, (socket) => {
      echoed.push(socket);
      socket.on('error', () => undefined);
      socket.pipe(socket);
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    proxy = await startProxy({ target: { port: (echo.address() as AddressInfo).port } });
  });

  afterEach(async () => {
    for (const socket of clients.splice(0)) socket.destroy();
    await proxy.stop();
    echo.close();
  });

  async function client(): Promise<Socket> {
    const socket = connect(proxy.port, proxy.host);
    clients.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  async function say(socket: Socket, text: string): Promise<string> {
    socket.write(text);
    let heard = '';
    while (heard.length < text.length) heard += String((await once(socket, 'data'))[0]);
    return heard;
  }

  /** What arrives within a while: for the absence of something there is no event to wait for. */
  async function hears(socket: Socket, ms = 60): Promise<string> {
    let heard = '';
    const listen = (chunk: Buffer): void => void (heard += chunk.toString());
    socket.on('data', listen);
    await new Promise((resolve) => setTimeout(resolve, ms));
    socket.off('data', listen);
    return heard;
  }

  it('passes bytes both ways, and the end', async () => {
    const socket = await client();
    const large = 'x'.repeat(3_000_000);
    expect(await say(socket, 'hello')).toBe('hello');
    expect(await say(socket, large)).toBe(large);
    socket.end();
    await once(socket, 'end');
    await once(socket, 'close');
    expect(proxy.connections).toBe(0);
  });

  it('cuts both sides with a reset, and takes new connections', async () => {
    const socket = await client();
    await say(socket, 'hello');
    const failures = Promise.all([once(socket, 'error'), once(echoed[0] as Socket, 'error')]);
    proxy.cut();
    const [[mine], [theirs]] = await failures;
    expect([mine.code, theirs.code]).toEqual(['ECONNRESET', 'ECONNRESET']);
    expect(await say(await client(), 'again')).toBe('again');
  });

  it('holds everything while stalled, and lets it go in order', async () => {
    const socket = await client();
    await say(socket, 'hello');
    proxy.stall();
    socket.write('one ');
    socket.write('two');
    expect(await hears(socket)).toBe('');
    const first = once(socket, 'data');
    proxy.forward();
    expect(`${String((await first)[0])}${await hears(socket)}`).toBe('one two');
  });

  it('swallows for good what it swallows, tells neither side, and heals for new connections only', async () => {
    const socket = await client();
    await say(socket, 'hello');
    proxy.swallow();
    socket.write('lost');
    expect(await hears(socket)).toBe('');
    proxy.forward();
    socket.write('lost too');
    expect(await hears(socket)).toBe('');
    socket.resetAndDestroy();
    expect(await hears(echoed[0] as Socket)).toBe('');
    expect((echoed[0] as Socket).readyState).toBe('open');
    expect(await say(await client(), 'new')).toBe('new');
  });

  it('delays, and keeps the order when the delay ends', async () => {
    const socket = await client();
    await say(socket, 'hello');
    proxy.delay(80);
    const asked = performance.now();
    socket.write('slow ');
    await hears(socket, 20);
    proxy.delay(0);
    socket.write('fast');
    const heard = await hears(socket, 200);
    expect(heard).toBe('slow fast');
    proxy.delay(50);
    const again = performance.now();
    await say(socket, 'x');
    expect(performance.now() - again).toBeGreaterThan(95);
    expect(again - asked).toBeGreaterThan(200);
  });

  it('refuses new connections and keeps the open ones', async () => {
    const socket = await client();
    await proxy.refuse();
    const refused = connect(proxy.port, proxy.host);
    clients.push(refused);
    const [error] = await once(refused, 'error');
    expect(error.code).toBe('ECONNREFUSED');
    expect(await say(socket, 'still')).toBe('still');
    await proxy.accept();
    expect(await say(await client(), 'back')).toBe('back');
  });

  it('resets its client when the target is not there', async () => {
    echo.close();
    const socket = connect(proxy.port, proxy.host);
    clients.push(socket);
    const [error] = await once(socket, 'error');
    expect(error.code).toBe('ECONNRESET');
  });
});
