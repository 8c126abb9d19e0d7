import { MessageChannel } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { type EngineMethods, type EngineNotices, engineMethods } from '../../src/contract/engineContract.ts';
import { type FrameRow, decodeFramePage } from '../../src/contract/framePage.ts';
import { type Caller, type Port, createCaller, createNotifier, serve } from '../../src/contract/rpc.ts';
import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import { type Engine, createEngine } from '../../src/engine/engine.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { until } from '../session/loopback.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

/** A worker, or one end of a channel. */
interface Mouthpiece {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

export const portOf = (port: Mouthpiece): Port => ({
  post: (message, transfer = []) => port.postMessage(message, [...transfer]),
  onMessage: (listener) => {
    port.on('message', listener);
    return { dispose: () => void port.off('message', listener) };
  },
});

/** The asking side of an engine, with what a test needs again and again. */
export class EngineClient {
  readonly caller: Caller<EngineMethods, EngineNotices>;
  /** The newest state of each session, as it was told. */
  readonly snapshots = new Map<string, SessionSnapshot>();

  constructor(port: Port) {
    this.caller = createCaller<EngineMethods, EngineNotices>(port);
    this.caller.onNotice('session.changed', (snapshot) => void this.snapshots.set(snapshot.id, snapshot));
  }

  get call() {
    return this.caller.call;
  }

  /** Opens a session; gives its id as soon as dialling began. */
  async open(url: string, options: Omit<ConnectionOptions, 'url'> = {}, captureFile = temporaryFile('x.pcapng')) {
    const opened = await this.call('session.open', {
      options: { url, ...options },
      title: 'test',
      captureFile,
      network: {},
    });
    if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join(' '));
    return opened.session;
  }

  /** Resolves when the session was told to be in that state. */
  async untilState(session: string, state: SessionSnapshot['state']): Promise<SessionSnapshot> {
    await until(() => this.snapshots.get(session)?.state === state);
    return this.snapshots.get(session)!;
  }

  async rows(session: string, first = 0, count = 1000): Promise<FrameRow[]> {
    return decodeFramePage(await this.call('session.page', { session, first, count }));
  }

  /** Resolves when that many frames exist. */
  async untilFrames(session: string, frames: number): Promise<FrameRow[]> {
    for (;;) {
      const rows = await this.rows(session);
      if (rows.filter(({ complete }) => complete).length >= frames) return rows;
    }
  }
}

export interface EngineUnderTest extends EngineClient {
  readonly engine: Engine;
  /** Anything at all, posted to the engine. */
  post(message: unknown): void;
  readonly problems: string[];
}

/** An engine behind a channel, for one test. */
export function startEngine(): EngineUnderTest {
  const { port1, port2 } = new MessageChannel();
  const engine = createEngine(createNotifier<EngineNotices>(portOf(port2)));
  const problems: string[] = [];
  const server = serve(portOf(port2), engineMethods, engine.handlers, (problem) => void problems.push(problem));
  const client = new EngineClient(portOf(port1));
  onTestFinished(async () => {
    client.caller.dispose();
    server.dispose();
    await engine.dispose();
    port1.close();
  });
  return Object.assign(client, { engine, post: (message: unknown) => port1.postMessage(message), problems });
}
