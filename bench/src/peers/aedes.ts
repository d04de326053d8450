import { createServer } from 'node:net';
import { Aedes } from 'aedes';

/** An MQTT broker in a process of its own; says its port to its parent and ends with it. Nobody subscribes. */
const broker = await Aedes.createBroker();
const server = createServer((socket) => {
  broker.handle(socket);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
process.once('disconnect', () => process.exit());
