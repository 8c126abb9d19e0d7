import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { systemClock } from '../replay/clock.ts';
import { diffReplies } from '../replay/diffReplies.ts';
import { HiddenValues } from '../replay/hiddenValues.ts';
import { KeptSecrets } from '../replay/keptSecrets.ts';
import type { OpenConnection } from '../replay/replayConnection.ts';
import { type RunOptions, type RunResult, runSequence } from '../replay/runner.ts';
import type { Json, Sequence } from '../replay/sequence.ts';
import { differenceWithout } from '../replay/withoutValues.ts';
import { credentialValues } from '../session/credentials.ts';
import type { Session } from '../session/session.ts';
import { Replies } from './replies.ts';
import { replayConnection } from './replayConnection.ts';

export type { RunResult };

export interface RunSetup {
  readonly sequence: Sequence;
  /** Begins a session for the connection of this name; again to reconnect. */
  readonly start: (name: string | undefined) => Session;
  /** Stands open already, takes the place of the sequence's own connection, and is left open. */
  readonly live?: Session;
  /** Of the sequence's file; files that it names are looked for from here. */
  readonly folder?: string;
  /** Values by their names: masked in all that the run tells, with those that the connections themselves prove who they are with. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly options: Omit<RunOptions, 'clock' | 'readFile' | 'hidden'>;
}

/** What a name of the secret storage begins with in a sequence. */
const SECRET = 'secret:';
/** Files of payloads and rows above this are a mistake far more often than a wish. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;
/** How long a connection that the sequence left open may take to close. */
const CLOSE_GRACE_MS = 1_000;

/** Opens the connections, runs the steps on them and ends them again. Never rejects because of the server or the network. */
export async function runOn({ sequence, start, live, folder, secrets = {}, options }: RunSetup): Promise<RunResult> {
  const { signal } = options;
  const connections: { readonly session: Session; readonly dispose: () => void }[] = [];
  const current = new Map<string | undefined, Session>();
  const replies = new Replies(() => systemClock.now());
  const hidden = new HiddenValues();
  const named = new Map(Object.entries(secrets));
  hidden.add(...named.values());
  const outside = (name: string): Json | undefined => {
    const value = options.outside?.(name);
    if (typeof value === 'string') hidden.add(value);
    if (typeof value === 'string' && name.startsWith(SECRET)) named.set(name.slice(SECRET.length), value);
    return value;
  };
  const open: OpenConnection = async (name) => {
    const before = current.get(name);
    if (before !== undefined && before === live) {
      return { ok: false, problem: 'A sequence cannot reconnect a session that it did not open. Run it on a new one.' };
    }
    if (before !== undefined) await end(before);
    // The live session stands for the connection of steps that name none, which is the first to be opened.
    const session = live !== undefined && current.size === 0 ? live : start(name);
    current.set(name, session);
    hidden.add(...credentialValues(session.asked));
    const connection = replayConnection(session);
    connections.push({ session, dispose: connection.dispose });
    // What was recorded is what the sequence's first connection said.
    const seen = current.size === 1 ? replies.overhear(connection) : connection;
    if (session === live && session.state === 'open') return { ok: true, connection: seen };
    if (await openedOrEnded(session, signal)) return { ok: true, connection: seen };
    const [diagnosis] = session.diagnoses();
    const problem = diagnosis?.title ?? 'The connection was not opened.';
    return { ok: false, problem, ...(diagnosis === undefined ? {} : { cause: diagnosis.cause }) };
  };
  try {
    const result = await runSequence(sequence, open, {
      ...options,
      outside,
      hidden,
      clock: systemClock,
      ...(folder === undefined ? {} : { readFile: (path: string) => readFrom(folder, path) }),
    });
    const { recorded, compare } = sequence;
    if (recorded === undefined) return result;
    const kept = new KeptSecrets(Object.fromEntries(named));
    const said = replies.list.map((reply) => ({ ...reply, bytes: kept.asRecorded(reply.opcode, reply.bytes) }));
    const differences = diffReplies(recorded, said, compare);
    return { ...result, differences: differences.map((one) => differenceWithout(one, hidden.masked)) };
  } finally {
    for (const { dispose } of connections) dispose();
    const opened = [...current.values()].filter((session) => session !== live);
    if (signal?.aborted === true) for (const session of opened) session.cancel();
    await Promise.all(opened.map(end));
  }
}

async function readFrom(folder: string, path: string): Promise<Uint8Array> {
  const file = resolve(folder, path);
  const { size } = await stat(file);
  if (size > LARGEST_FILE_BYTES) throw new Error(`it has ${size} bytes; at most ${LARGEST_FILE_BYTES} are read.`);
  return readFile(file);
}

/** True once the handshake was accepted, false when it never will be. */
function openedOrEnded(session: Session, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((done) => {
    const cancel = (): void => session.cancel();
    const settle = (opened: boolean): void => {
      signal?.removeEventListener('abort', cancel);
      done(opened);
    };
    session.onOpen(() => settle(true));
    void session.ended.then(() => settle(false));
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted === true) cancel();
  });
}

async function end(session: Session): Promise<void> {
  if (session.state === 'open') session.close(1000);
  const timer = setTimeout(() => session.cancel(), CLOSE_GRACE_MS);
  await session.ended;
  clearTimeout(timer);
}
