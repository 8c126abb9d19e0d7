import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCapture } from '../capture/capture.ts';
import type { PhaseName } from '../diagnosis/evidence.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import { type Retry, Session } from '../session/session.ts';
import { closeLine, diagnosisLine, summaryLine } from './captureLines.ts';
import { ArgumentError } from './argumentError.ts';
import { type Action, type ConnectArguments, connectArguments } from './connectArguments.ts';
import type { Print } from './output.ts';
import { connectionOf } from './resolveConnection.ts';
import { SessionPrinter } from './sessionPrinter.ts';
import { captureFile } from './temporaryCapture.ts';

/** Scripts rely on these; the URL and the first frame stand in other lines. */
const printedPhases: ReadonlySet<PhaseName> = new Set(['dns', 'tcp', 'proxy', 'tls', 'request', 'response']);

/** How long the server has to answer our Close when we were told to stop; then it counts as stopped all the same. */
const STOP_GRACE_MS = 500;

/** `connect`: one connection, one JSON object a line. Gives the exit status. */
export async function connect(args: readonly string[], print: Print, interrupted: AbortSignal): Promise<number> {
  const given = connectArguments(args);
  const options = await connectionOf(given, process.cwd());
  const actions = await readFiles(given.actions);
  const recording = await captureFile(given.capture);
  const capture = createCapture({ file: recording.file });
  // A file that cannot be written is told before anything is dialled.
  if (given.capture !== undefined) await capture.flush();
  if (capture.recordingStopped !== undefined && given.capture !== undefined) {
    throw new ArgumentError(`--capture ${given.capture}: ${capture.recordingStopped.reason}`);
  }
  capture.onRecordingStopped(({ reason, fromFrame }) => {
    process.stderr.write(`${recording.file}: Not recorded from frame ${fromFrame + 1} on. ${reason}\n`);
  });
  const session = new Session({ options, title: given.profile ?? maskUrl(options.url), capture, env: process.env });
  const printer = new SessionPrinter(capture, print, { maxPayload: given.maxPayload, frames: !given.summary });
  const began = performance.now();

  let printing = Promise.resolve();
  session.onPhase(({ attempt, phase }) => {
    const why = session.attempts()[attempt - 1];
    if (phase.name === 'url' && why !== undefined && why.reason.kind !== 'first') {
      const { kind, ...details } = why.reason;
      // Where a redirect or another try leads, and what stays behind.
      printing = printing.then(() => print({ event: 'phase', attempt, ...phase, reason: kind, ...details }));
    }
    if (!printedPhases.has(phase.name)) return;
    printing = printing.then(() => print({ event: 'phase', attempt, ...phase }));
  });
  let told: Retry | undefined;
  session.onChange(() => {
    printer.ring();
    const { retry } = session;
    if (retry === undefined || retry === told) return;
    told = retry;
    printing = printing.then(() => print(retryLine(retry)));
  });
  capture.onGrew(() => printer.ring());
  const stopped = stopSignal(session, given, interrupted);
  // Reconnecting does not say everything again.
  const opened = session.onOpen(() => {
    opened.dispose();
    void converse(session, given, actions);
  });
  if (given.echo) echo(session);

  await Promise.race([session.ended, stopped.whenStopped]);
  const wasStopped = stopped.stopped();
  // What is wrong at that moment counts; what our own stopping does to the connection does not.
  const diagnosesWhenStopped = wasStopped ? session.diagnoses() : undefined;
  const brokenWhenStopped = wasStopped ? failedFraming(session) : undefined;
  if (wasStopped) await stop(session);
  await printing;
  await printer.finish();
  const attempt = capture.attempts.at(-1);
  const close = attempt === undefined ? undefined : closeLine(attempt);
  if (close !== undefined) await print(close);
  const [leading] = diagnosesWhenStopped ?? session.diagnoses();
  if (leading !== undefined) await print(diagnosisLine(leading));
  if (given.summary) await print(summaryLine(capture, Math.round(performance.now() - began)));
  await capture.close();
  capture.dispose();
  await recording.remove();
  const accepted = attempt?.handshake?.accepted === true;
  const broken = brokenWhenStopped ?? failedFraming(session);
  const ranWell = wasStopped || (attempt?.closing?.clean === true && leading === undefined);
  return accepted && !broken && ranWell ? 0 : 1;
}

/** A wait before another try; the time is that of the clock on the wall. */
const retryLine = ({ number, of, at, askedByServer = false }: Retry): object => ({
  event: 'retry',
  number,
  of,
  at: new Date(at).toISOString(),
  ...(askedByServer ? { askedByServer } : {}),
});

/** A connection that we failed for a broken frame may still have been closed by the book. */
const failedFraming = (session: Session): boolean => session.evidence().at(-1)?.failure?.stage === 'framing';

function stopSignal(session: Session, given: ConnectArguments, interrupted: AbortSignal) {
  let stopped = false;
  const whenStopped = new Promise<void>((resolve) => {
    const stop = (): void => {
      stopped = true;
      resolve();
    };
    if (given.forMs !== undefined) {
      const timer = setTimeout(stop, given.forMs);
      void session.ended.then(() => clearTimeout(timer));
    }
    if (interrupted.aborted) stop();
    else interrupted.addEventListener('abort', stop, { once: true });
    const { frames } = given;
    if (frames !== undefined && given.close === undefined) {
      const look = (): void => {
        // Frames of a connection that we refuse are no success, however many there are.
        const taken = session.state === 'open' || session.state === 'closing';
        if (taken && wholeFramesFromServer(session) >= frames) stop();
      };
      session.capture.onGrew(look);
      session.onOpen(look);
    }
  });
  return { whenStopped, stopped: () => stopped };
}

function wholeFramesFromServer(session: Session): number {
  const growing = session.evidence().at(-1)?.traffic.unfinished?.frame !== undefined;
  return session.capture.counters.server.frames - (growing ? 1 : 0);
}

async function stop(session: Session): Promise<void> {
  if (session.state === 'open') session.close(1000);
  if (session.state !== 'connecting') await Promise.race([session.ended, sleep(STOP_GRACE_MS)]);
  session.cancel();
  await session.ended;
}

/** The actions in order, then the frames that are waited for, then the Close. */
async function converse(session: Session, given: ConnectArguments, actions: readonly Action[]): Promise<void> {
  try {
    for (const action of actions) {
      if (action.kind === 'text') await session.outgoing.text(action.text);
      else if (action.kind === 'binary') await session.outgoing.binary(action.bytes);
      else if (action.kind === 'ping') await session.outgoing.ping(new TextEncoder().encode(action.text));
    }
    const { frames, close } = given;
    if (close === undefined) return;
    if (frames !== undefined) await untilFrames(session, frames);
    session.close(close.code, close.reason);
  } catch (error) {
    // The connection ended while we were sending: its diagnosis says why. Anything else is told as it is.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (session.state === 'open') session.cancel();
  }
}

function untilFrames(session: Session, frames: number): Promise<void> {
  if (wholeFramesFromServer(session) >= frames) return Promise.resolve();
  return new Promise((resolve) => {
    const subscription = session.capture.onGrew(() => {
      if (wholeFramesFromServer(session) < frames) return;
      subscription.dispose();
      resolve();
    });
  });
}

function echo(session: Session): void {
  session.deliverMessages();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  session.onServerMessage(({ binary, bytes }) => {
    const sent = binary ? session.outgoing.binary(bytes) : session.outgoing.text(decoder.decode(bytes));
    // The server may close while we answer: then there is nobody to answer, and the close line tells so.
    sent.catch(() => undefined);
  });
}

function readFiles(actions: readonly Action[]): Promise<readonly Action[]> {
  return Promise.all(
    actions.map(async (action): Promise<Action> => {
      if (action.kind !== 'file') return action;
      try {
        return { kind: 'binary', bytes: await readFile(action.file) };
      } catch (error) {
        throw new ArgumentError(`--send-file ${action.file} cannot be read: ${String(error)}`);
      }
    }),
  );
}
