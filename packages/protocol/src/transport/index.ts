export { systemClock, type Clock, type Timer } from './clock.ts';
export { MemoryListener, memoryPair, type MemoryOptions, type MemoryPair } from './memory.ts';
export { socketChannel } from './socket-channel.ts';
export { tcp, type TcpOptions } from './tcp.ts';
export { tls, type TlsOptions } from './tls.ts';
export { TransportError, type Channel, type ChannelListener, type Transport } from './transport.ts';
