import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import type { Identity } from './certificate.ts';
import { makeIdentity } from './certificate.ts';
import { hostileCases } from './hostileCases.ts';
import type { HostileScript, Via } from './hostileCase.ts';
import type { Site } from './peer.ts';
import { Peer, PeerGone } from './peer.ts';

export interface HostileServer {
  /** What the client has to open, such as `ws://127.0.0.1:4321/chat`. */
  readonly url: string;
  readonly port: number;
  /** Such as `http://127.0.0.1:4322`: the proxy to go through. */
  readonly proxyUrl?: string;
  /** PEM of the authority that a trusting client is given, and a file of it. */
  readonly ca?: string;
  readonly caFile?: string;
  dispose(): Promise<void>;
}

type Awaits = 'request' | 'bytes' | 'nothing';

/** Listens on loopback and gives each connection to a script; disposing ends them all. */
class ScriptedListener {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(server: Server): Promise<ScriptedListener> {
    const listener = new ScriptedListener(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return listener;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async dispose(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

async function run(socket: Socket, site: Site, awaits: Awaits, speak: (peer: Peer) => Promise<void>): Promise<void> {
  socket.on('error', () => undefined);
  const peer = new Peer(socket, site);
  try {
    if (awaits === 'request') await peer.readRequest();
    if (awaits === 'bytes') await peer.readSomething();
    await speak(peer);
  } catch (error) {
    if (!(error instanceof PeerGone)) throw error;
    socket.end();
  }
}

/** A listener whose scripts know where it listens. */
async function listen(
  make: (onSocket: (socket: Socket) => void) => Server,
  awaits: Awaits,
  speak: (peer: Peer) => Promise<void>,
  siteOf: (port: number) => Site,
): Promise<ScriptedListener> {
  const listener = await ScriptedListener.start(
    make((socket) => void run(socket, siteOf(listener.port), awaits, speak)),
  );
  return listener;
}

const plain = (onSocket: (socket: Socket) => void): Server => createServer({ allowHalfOpen: true }, onSocket);
const plainSite = (port: number): Site => ({ url: `ws://127.0.0.1:${port}` });

/** The authority that trusting clients are given, and one that nobody is given. */
let authorities: { readonly known: Identity; readonly stranger: Identity } | undefined;

function identityFor(certificate: (Via & { kind: 'tls' })['certificate']): Identity & { readonly ca: string } {
  authorities ??= {
    known: makeIdentity({ commonName: 'Test Root' }),
    stranger: makeIdentity({ commonName: 'Stranger Root' }),
  };
  const issuer =
    certificate === 'stranger'
      ? { ...authorities.stranger, commonName: 'Stranger Root' }
      : { ...authorities.known, commonName: 'Test Root' };
  const isOther = certificate === 'other-host';
  const identity = makeIdentity({
    commonName: isOther ? 'other.test' : 'localhost',
    altNames: isOther ? ['other.test'] : ['localhost', '127.0.0.1'],
    issuer,
    ...(certificate === 'expired'
      ? { validFrom: new Date('2020-01-01T00:00:00Z'), validTo: new Date('2021-01-01T00:00:00Z') }
      : {}),
  });
  return { ...identity, ca: authorities.known.certificate };
}

const path = '/chat';

async function startTls(entry: HostileScript, via: Via & { kind: 'tls' }): Promise<HostileServer> {
  const { certificate, key, ca } = identityFor(via.certificate);
  const beside = via.alsoPlain === true ? await listen(plain, 'request', entry.speak, plainSite) : undefined;
  const folder = await mkdtemp(join(tmpdir(), 'hostile-ca-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ca);
  const listener = await listen(
    (onSocket) => {
      const server = createTlsServer({ cert: certificate, key, allowHalfOpen: true, ...via.settings }, onSocket);
      // A handshake that fails is what several cases are about.
      server.on('tlsClientError', (_error, socket) => socket.destroy());
      return server;
    },
    via.awaits ?? 'request',
    entry.speak,
    (port) => ({
      url: `wss://127.0.0.1:${port}`,
      ...(beside === undefined ? {} : { plainUrl: `ws://127.0.0.1:${beside.port}` }),
    }),
  );
  return {
    url: `wss://127.0.0.1:${listener.port}${path}`,
    port: listener.port,
    ca,
    caFile,
    dispose: async () => {
      await Promise.all([listener.dispose(), beside?.dispose(), rm(folder, { recursive: true, force: true })]);
    },
  };
}

async function startPlain(entry: HostileScript, awaits: Awaits): Promise<HostileServer> {
  const listener = await listen(plain, awaits, entry.speak, plainSite);
  const scheme = entry.client?.wss === true ? 'wss' : 'ws';
  return {
    url: `${scheme}://127.0.0.1:${listener.port}${path}`,
    port: listener.port,
    dispose: () => listener.dispose(),
  };
}

async function startProxied(entry: HostileScript, via: Via & { kind: 'proxy' }): Promise<HostileServer> {
  const target = await startPlain(entry, 'request');
  const proxy = await listen(plain, 'request', via.answer, plainSite);
  return {
    url: target.url,
    port: target.port,
    proxyUrl: `http://127.0.0.1:${proxy.port}`,
    dispose: async () => {
      await Promise.all([proxy.dispose(), target.dispose()]);
    },
  };
}

/** A port that was free a moment ago. */
async function startNothing(): Promise<HostileServer> {
  const listener = await ScriptedListener.start(createServer());
  const { port } = listener;
  await listener.dispose();
  return { url: `ws://localhost:${port}${path}`, port, dispose: () => Promise.resolve() };
}

/** Starts the server of one case on 127.0.0.1. */
export async function startHostileServer(id: string): Promise<HostileServer> {
  const entry = hostileCases.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new Error(`There is no hostile case "${id}".`);
  return startScript(entry);
}

/** Starts a server on 127.0.0.1 that behaves as the script says. */
export async function startScript(entry: HostileScript): Promise<HostileServer> {
  const via = entry.via ?? { kind: 'tcp' };
  switch (via.kind) {
    case 'tcp':
      return startPlain(entry, via.awaits ?? 'request');
    case 'tls':
      return startTls(entry, via);
    case 'proxy':
      return startProxied(entry, via);
    case 'refused':
      return startNothing();
  }
}
