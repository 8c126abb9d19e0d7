import { describe, expect, it } from 'vitest';
import { type LiveCapture, createCapture } from '../../src/capture/capture.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { Session } from '../../src/session/session.ts';
import type { HostileCase } from '../support/hostile/hostileCase.ts';
import { hostileCases } from '../support/hostile/hostileCases.ts';
import { type HostileServer, startHostileServer } from '../support/hostile/hostileServer.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

/** Long enough for what stands still to be told, in ms; nothing below ends by itself. */
const STANDSTILL_MS = 3_500;
const HANDSHAKE_TIMEOUT_MS = 2_500;
const PATIENCE_MS = 60_000;

/** The client cannot be set up as these ask: no proxy yet, and the offer of extensions is its own. */
const reachable = hostileCases.filter(({ client }) => client?.proxy !== true && client?.offer === undefined);

/** Legal, and refused by the endpoint all the same, so that it is explained. */
const REFUSED_THOUGH_VALID = new Map([['subprotocol-ignored', 'subprotocol-none-selected']]);

/** Borne without complaint: what is to be seen is that nothing is lost, and that memory and the connection hold. */
const BORNE = new Set(['ping-flood', 'pmd-bomb-many', 'redirect-to-http']);

function optionsFor({ client = {} }: HostileCase, server: HostileServer): ConnectionOptions {
  return {
    url: server.url,
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    ...(client.noDeflate === true ? { deflate: false } : {}),
    ...(client.subprotocols === undefined ? {} : { subprotocols: client.subprotocols }),
    ...(client.followRedirects === true ? { followRedirects: true } : {}),
    ...(client.trustsCa === true && server.caFile !== undefined ? { tls: { ca: server.caFile } } : {}),
  };
}

interface Outcome {
  readonly session: Session;
  readonly capture: LiveCapture;
  readonly words: string;
}

/** Runs a case to its end, or until what stands still would have been told, and keeps what was said then. */
async function meet(hostile: HostileCase, server: HostileServer): Promise<Outcome> {
  const capture = createCapture({ file: temporaryFile(`${hostile.id}.pcapng`) });
  const session = new Session({ options: optionsFor(hostile, server), title: hostile.id, capture });
  session.onOpen(() => {
    if (hostile.client?.does === 'ping') void session.ping(Uint8Array.of(1));
    if (hostile.client?.does === 'close') session.close(1000);
  });
  const lasting = new Promise((resolve) => setTimeout(resolve, STANDSTILL_MS).unref());
  // A Close that stays unanswered is given up by the endpoint; that end is the case's own.
  const endsByItself = hostile.client?.does === 'close' || hostile.id.startsWith('close-');
  await (endsByItself ? session.ended : Promise.race([session.ended, lasting]));
  const words = JSON.stringify(session.diagnoses());
  return { session, capture, words };
}

describe('a session meets', { concurrent: true, timeout: PATIENCE_MS }, () => {
  for (const hostile of reachable) {
    it(`${hostile.id} (${hostile.kind})`, async () => {
      const server = await startHostileServer(hostile.id);
      try {
        const { session, capture, words } = await meet(hostile, server);
        const [leading] = session.diagnoses();
        const handshakeViolations = capture.attempts.flatMap(({ handshake }) => handshake?.violations ?? []);
        if (hostile.kind === 'valid') {
          expect(capture.violations).toEqual([]);
          expect(handshakeViolations).toEqual([]);
          expect(leading?.cause).toBe(REFUSED_THOUGH_VALID.get(hostile.id));
        } else if (BORNE.has(hostile.id)) {
          expect(words).toBe('[]');
          expect(session.state).toBe('open');
        } else {
          for (const say of hostile.says) expect(words).toMatch(say);
          if (hostile.stages !== undefined) expect(hostile.stages).toContain(leading?.stage);
          expect(leading?.cause).not.toBe('not-recognised');
        }
        session.cancel();
        await session.ended;
        capture.dispose();
      } finally {
        await server.dispose();
      }
    });
  }
});
