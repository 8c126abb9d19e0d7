import type { SequenceRead } from '../contract/engineContract.ts';
import type { StepResult } from '../replay/sequence.ts';
import type { ReplayConnection, ReplayMessage } from '../replay/replayConnection.ts';
import { runSequence } from '../replay/runner.ts';
import { readSequence, stepTitle } from '../replay/sequenceFile.ts';
import type { Session } from '../session/session.ts';

const OPCODE_TEXT = 0x1;
const OPCODE_BINARY = 0x2;

export interface RunResult {
  readonly ok: boolean;
  readonly steps: readonly StepResult[];
  /** Why nothing or not all was run, beside the failed step's own words. */
  readonly problem?: string;
}

/** Reads a sequence file for show. */
export function readForRun(text: string): SequenceRead {
  const read = readSequence(text);
  if (!read.ok) return { ok: false, problems: read.problems };
  return { ok: true, steps: read.sequence.steps.map((step) => ({ kind: step.kind, title: stepTitle(step) })) };
}

/** Runs a sequence on a session that was just begun, and ends the session with it. */
export async function runOn(
  session: Session,
  text: string,
  signal: AbortSignal,
  onStep: (result: StepResult) => void,
): Promise<RunResult> {
  const read = readSequence(text);
  if (!read.ok) {
    session.cancel();
    const [first] = read.problems;
    return {
      ok: false,
      steps: [],
      problem: `Line ${first?.line ?? 1}, column ${first?.column ?? 1}: ${first?.message ?? ''}`,
    };
  }
  const connection = replayConnection(session);
  try {
    const opened = await openedOrEnded(session, signal);
    if (!opened) {
      const [diagnosis] = session.diagnoses();
      return { ok: false, steps: [], problem: diagnosis?.title ?? 'The connection was not opened.' };
    }
    const { ok, steps } = await runSequence(read.sequence, connection, { clock: timers, signal, onStep });
    return { ok, steps };
  } finally {
    await end(session);
  }
}

const timers = {
  now: () => performance.now(),
  setTimer: (ms: number, ring: () => void) => {
    const timer = setTimeout(ring, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** True once the handshake was accepted, false when it never will be. */
function openedOrEnded(session: Session, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    session.onOpen(() => resolve(true));
    void session.ended.then(() => resolve(false));
    signal.addEventListener('abort', () => session.cancel(), { once: true });
    if (signal.aborted) session.cancel();
  });
}

/** How long a connection that the sequence left open may take to close. */
const CLOSE_GRACE_MS = 1_000;

async function end(session: Session): Promise<void> {
  if (session.state === 'open') session.close(1000);
  const timer = setTimeout(() => session.cancel(), CLOSE_GRACE_MS);
  await session.ended;
  clearTimeout(timer);
}

function replayConnection(session: Session): ReplayConnection {
  session.deliverMessages();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  // A greeting may come in the same packet as the 101, before the runner listens: it is kept until then.
  const early: ReplayMessage[] = [];
  let deliver = (message: ReplayMessage): void => void early.push(message);
  session.onServerMessage(({ binary, bytes, number }) => {
    deliver({ opcode: binary ? OPCODE_BINARY : OPCODE_TEXT, bytes, number });
  });
  return {
    send: (kind, bytes) => (kind === 'text' ? session.sendText(decoder.decode(bytes)) : session.sendBinary(bytes)),
    ping: (bytes) => session.ping(bytes),
    close: (code, reason) => session.close(code, reason),
    onMessage: (listener) => {
      deliver = listener;
      for (const message of early.splice(0)) listener(message);
      return { dispose: () => (deliver = () => undefined) };
    },
    onClose: (listener) => {
      let wanted = true;
      void session.ended.then(() => {
        if (!wanted) return;
        const closing = session.capture.attempts.at(-1)?.closing;
        const [diagnosis] = session.diagnoses();
        listener({
          code: closing?.code ?? 1006,
          reason: closing?.reason ?? '',
          by: closing?.first?.from ?? closing?.ended?.by ?? 'network',
          clean: closing?.clean ?? false,
          ...(diagnosis === undefined ? {} : { problem: diagnosis.title }),
        });
      });
      return { dispose: () => void (wanted = false) };
    },
  };
}
