// What each kind of step does on its connection. Every one of these settles: at its time-out, when the connection ends, or when the
// run is stopped.
import { describeClose } from './describeClose.ts';
import { encodePayload } from './encodePayload.ts';
import { expectMessage, expectNone } from './expectStep.ts';
import { fillText, missingVariables } from './interpolate.ts';
import { type Outcome, done, fail, lost, stopped } from './outcome.ts';
import type { CloseStep, ControlStep, ExpectCloseStep, LeafStep, SendStep } from './sequence.ts';
import { type Stage, until } from './stage.ts';

/** A peer that takes nothing for this long is stuck. */
const sendTimeoutMs = 30_000;

export function runLeaf(step: Exclude<LeafStep, { kind: 'reconnect' }>, stage: Stage): Promise<Outcome> {
  switch (step.kind) {
    case 'send':
      return send(step, stage);
    case 'expect':
      return step.not === true ? expectNone(step, stage) : expectMessage(step, stage);
    case 'wait':
      return wait(step.ms, stage);
    case 'ping':
      return ping(step.payload, stage);
    case 'expectPing':
    case 'expectPong':
      return expectControl(step, stage);
    case 'close':
      return Promise.resolve(close(step, stage));
    case 'expectClose':
      return expectClose(step, stage);
  }
}

async function send({ payload }: SendStep, stage: Stage): Promise<Outcome> {
  const encoded = await encodePayload(payload, stage.thread.scope, stage.options.readFile);
  if ('problem' in encoded) return fail(encoded.problem);
  const { connection } = stage.link;
  const { kind, pieces } = encoded;
  const [whole] = pieces;
  return handOver('message', stage, () =>
    whole !== undefined && pieces.length === 1 ? connection.send(kind, whole) : connection.sendFragments(kind, pieces),
  );
}

async function ping(text: string, stage: Stage): Promise<Outcome> {
  const { value, missing } = fillText(text, stage.thread.scope);
  if (missing.length > 0) return fail(missingVariables(missing));
  const bytes = new TextEncoder().encode(value);
  // RFC 6455 §5.5: control frames carry at most 125 bytes.
  if (bytes.length > 125) return fail(`The ping is ${bytes.length} bytes long; it may have 125 (RFC 6455 §5.5).`);
  return handOver('ping', stage, async () => {
    await stage.link.connection.ping(bytes);
    return undefined;
  });
}

/** Gives something to the connection and waits until it is taken, the connection ends, or the run is stopped. */
async function handOver(what: string, stage: Stage, give: () => Promise<number | undefined>): Promise<Outcome> {
  const { inbox } = stage.link;
  if (inbox.close !== undefined) return lost(inbox.close, `${describeClose(inbox.close)} before this could be sent.`);
  let taken: Outcome | undefined;
  let tell: (() => void) | undefined;
  const giving = async (): Promise<void> => {
    try {
      const message = await give();
      taken = message === undefined ? done : { ...done, message };
    } catch (error) {
      taken = fail(`The ${what} could not be sent: ${error instanceof Error ? error.message : String(error)}`);
    }
    tell?.();
  };
  void giving();
  const lostMeanwhile = (): Outcome | undefined =>
    inbox.close && lost(inbox.close, `${describeClose(inbox.close)} while this was being sent.`);
  const waited = await until(
    sendTimeoutMs,
    () => taken ?? lostMeanwhile(),
    stage,
    (listener) => {
      tell = listener;
    },
  );
  if (waited.kind === 'done') return waited.value;
  return waited.kind === 'aborted'
    ? fail(stopped)
    : fail(`The server took nothing for ${sendTimeoutMs / 1_000} seconds.`);
}

async function wait(ms: number, stage: Stage): Promise<Outcome> {
  const waited = await until(ms, () => (stage.endForeseen ? undefined : stage.link.inbox.close), stage);
  if (waited.kind === 'timeout') return done;
  if (waited.kind === 'aborted') return fail(stopped);
  return lost(waited.value, `${describeClose(waited.value)} during this wait.`);
}

async function expectControl({ kind, text, timeout }: ControlStep, stage: Stage): Promise<Outcome> {
  const wanted = kind === 'expectPing' ? 'ping' : 'pong';
  const filled = text === undefined ? undefined : fillText(text, stage.thread.scope);
  if (filled !== undefined && filled.missing.length > 0) return fail(missingVariables(filled.missing));
  const { controls, inbox } = stage.link;
  const others: string[] = [];
  const ask = (): Outcome | undefined => {
    for (let at = 0; at < controls.length; at += 1) {
      const frame = controls[at];
      if (frame?.kind !== wanted) continue;
      controls.splice(at, 1);
      if (filled === undefined || frame.text === filled.value) return { skipped: others };
      others.push(frame.text);
      at -= 1;
    }
    return inbox.close && lost(inbox.close, `${describeClose(inbox.close)} before a ${wanted} came.`);
  };
  const waited = await until(timeout, ask, stage);
  if (waited.kind === 'done') return waited.value;
  if (waited.kind === 'aborted') return fail(stopped);
  const which = filled === undefined ? `No ${wanted}` : `No ${wanted} with "${filled.value}"`;
  const [first] = others;
  const came = first === undefined ? '' : ` One with "${first}" came.`;
  return { problem: `${which} came within ${timeout} ms.${came}`, skipped: others };
}

function close({ code, reason }: CloseStep, { link, thread }: Stage): Outcome {
  const { value, missing } = fillText(reason, thread.scope);
  if (missing.length > 0) return fail(missingVariables(missing));
  const ended = link.inbox.close;
  if (ended !== undefined) return lost(ended, `${describeClose(ended)} before this side could.`);
  try {
    if (code === undefined) link.connection.close();
    else link.connection.close(code, value);
    return done;
  } catch (error) {
    return fail(`The connection could not be closed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function expectClose({ code, reason, by, timeout }: ExpectCloseStep, stage: Stage): Promise<Outcome> {
  const filled = reason === undefined ? undefined : fillText(reason, stage.thread.scope);
  if (filled !== undefined && filled.missing.length > 0) return fail(missingVariables(filled.missing));
  const waited = await until(timeout, () => stage.link.inbox.close, stage);
  if (waited.kind === 'aborted') return fail(stopped);
  if (waited.kind === 'timeout') return fail(`The connection was not closed within ${timeout} ms.`);
  const ended = waited.value;
  if (code !== undefined && ended.code !== code) {
    return lost(ended, `${describeClose(ended)}; code ${code} was expected, and it is ${ended.code}.`);
  }
  if (filled !== undefined && ended.reason !== filled.value) {
    return lost(ended, `${describeClose(ended)}; the reason "${filled.value}" was expected.`);
  }
  if (by !== undefined && ended.by !== by) {
    return lost(
      ended,
      `${describeClose(ended)}; it was expected to be ended by the ${by}, and that was the ${ended.by}.`,
    );
  }
  return done;
}
