import { describe, expect, it, vi } from 'vitest';
import { type LiveCapture, createCapture } from '../../src/capture/capture.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import type { ViolationRule } from '../../src/protocol/violation.ts';
import { Session } from '../../src/session/session.ts';
import type { HostileCase } from '../support/hostile/hostileCase.ts';
import { hostileCases, NEVER_OPENS } from '../support/hostile/hostileCases.ts';
import { type HostileServer, startHostileServer } from '../support/hostile/hostileServer.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

/** Long enough for what stands still to be told, in ms; nothing below ends by itself. */
const STANDSTILL_MS = 3_500;
const HANG_TIMEOUT_MS = 2_500;
const HANDSHAKE_TIMEOUT_MS = 20_000;
const PATIENCE_MS = 150_000;

/** What the endpoint offers is its own: cases that ask for an offer are met by the transcript alone, in transcript.test.ts. */
const reachable = hostileCases.filter(({ client }) => client?.offer === undefined);

/** Legal, and refused by the endpoint all the same, so that it is explained. */
const REFUSED_THOUGH_VALID = new Map([['subprotocol-ignored', 'subprotocol-none-selected']]);

/** Borne without complaint: nothing is lost, and the connection holds. Each waits until all of it is there. */
const BORNE = new Map<string, (capture: LiveCapture) => void>([
  [
    'ping-flood',
    ({ counters: { server, client } }) => {
      expect(server).toMatchObject({ frames: 100_000, messages: 100_000 });
      expect(client).toMatchObject({ frames: 100_000, messages: 100_000 });
    },
  ],
  [
    'pmd-bomb-many',
    (capture) => {
      const lengths = [...capture.messages()].filter(({ from }) => from === 'server').map(({ length }) => length);
      expect(lengths).toEqual(Array.from({ length: 40 }, () => 8 * 1024 * 1024));
    },
  ],
  [
    'redirect-to-http',
    ({ attempts }) => {
      expect(attempts.map(({ response }) => response?.status)).toEqual([302, 101]);
      expect(attempts[1]?.handshake?.accepted).toBe(true);
    },
  ],
]);

/** Of every rule that the server was told to have broken. */
function rulesOf({ attempts, violations }: LiveCapture): ViolationRule[] {
  const told = [
    ...attempts.flatMap(({ interim, response }) => [...interim, response].flatMap((head) => head?.violations ?? [])),
    ...attempts.flatMap(({ handshake }) => handshake?.violations ?? []),
    ...violations.map(({ violation }) => violation),
  ];
  return told.filter(({ by }) => by === 'server').map(({ rule }) => rule);
}

function optionsFor({ id, client = {} }: HostileCase, server: HostileServer): ConnectionOptions {
  return {
    url: server.url,
    handshakeTimeout: NEVER_OPENS.has(id) ? HANG_TIMEOUT_MS : HANDSHAKE_TIMEOUT_MS,
    ...(client.noDeflate === true ? { deflate: false } : {}),
    ...(client.subprotocols === undefined ? {} : { subprotocols: client.subprotocols }),
    ...(client.followRedirects === true ? { followRedirects: true } : {}),
    ...(client.proxy === true && server.proxyUrl !== undefined ? { proxy: server.proxyUrl } : {}),
    ...(client.trustsCa === true && server.caFile !== undefined ? { tls: { ca: [server.caFile] } } : {}),
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
    if (hostile.client?.does === 'ping') void session.outgoing.ping(Uint8Array.of(1));
    if (hostile.client?.does === 'close') session.close(1000);
  });
  const lasting = new Promise((resolve) => setTimeout(resolve, STANDSTILL_MS).unref());
  // A Close that stays unanswered is given up by the endpoint; that end is the case's own.
  const endsByItself = hostile.client?.does === 'close' || hostile.id.startsWith('close-');
  await (endsByItself ? session.ended : Promise.race([session.ended, lasting]));
  // On a busy machine the server's bytes, or what becomes of them, may take longer.
  if (hostile.kind !== 'valid' && !BORNE.has(hostile.id)) {
    await vi.waitFor(() => expect(session.diagnoses()).not.toEqual([]), { timeout: PATIENCE_MS / 2, interval: 50 });
  }
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
        const borne = BORNE.get(hostile.id);
        const handshakeViolations = capture.attempts.flatMap(({ handshake }) => handshake?.violations ?? []);
        if (hostile.kind === 'valid') {
          // A busy machine may let a frame stand still that only comes in drops.
          await vi.waitFor(() => expect(session.diagnoses()[0]?.cause).toBe(REFUSED_THOUGH_VALID.get(hostile.id)), {
            timeout: PATIENCE_MS / 2,
            interval: 250,
          });
          expect(capture.violations).toEqual([]);
          expect(handshakeViolations).toEqual([]);
        } else if (borne !== undefined) {
          await vi.waitFor(() => borne(capture), { timeout: PATIENCE_MS / 2, interval: 250 });
          expect(session.diagnoses()).toEqual([]);
          expect(session.state).toBe('open');
        } else {
          for (const say of hostile.says) expect(words).toMatch(say);
          expect(leading).toBeDefined();
          expect(hostile.stages).toContain(leading?.stage);
          expect(leading?.cause).not.toBe('not-recognised');
        }
        session.cancel();
        await session.ended;
        // Some rules are known to be broken only when the stream has ended.
        expect(rulesOf(capture)).toEqual(expect.arrayContaining([...(hostile.rules ?? [])]));
        capture.dispose();
      } finally {
        await server.dispose();
      }
    });
  }
});
