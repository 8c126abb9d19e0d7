// A WebSocket server in a process of its own, plain and over TLS; tells its ports and its certificate on standard output.
import { once } from 'node:events';
import { createServer as createPlain } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { makeIdentity } from '../../support/hostile/certificate.ts';

const identity = makeIdentity({ commonName: 'bench', altNames: ['127.0.0.1'] });
const servers = [createPlain(), createSecure({ cert: identity.certificate, key: identity.key })];
const ports: number[] = [];
for (const server of servers) {
  new WebSocketServer({ server, perMessageDeflate: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ports.push((server.address() as AddressInfo).port);
}
console.log(JSON.stringify({ plain: ports[0], secure: ports[1], certificate: identity.certificate }));
