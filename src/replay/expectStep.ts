import { Expectation, type Verdict } from './expectMessage.ts';
import { type Outcome, done, fail, lost, stopped } from './outcome.ts';
import type { ExpectStep } from './sequence.ts';
import { type Stage, until } from './stage.ts';

/** Messages of one step may be judged this long after its time-out, when very many came at once. */
const graceMs = 1_000;

type Failed = { readonly kind: 'lost'; readonly outcome: Outcome };

/** Waits until the message came that the step wants, or as many of them as it wants. */
export async function expectMessage(step: ExpectStep, stage: Stage): Promise<Outcome> {
  const { link, thread, options, order } = stage;
  const expectation = Expectation.begin(step, thread.scope);
  if ('problem' in expectation) return fail(expectation.problem);
  const cursor = thread.cursor(link);
  const { inbox } = link;
  const latest = options.clock.now() + step.timeout + graceMs;
  const ask = (): Verdict | Failed | undefined => {
    for (let kept = cursor.next(); kept !== undefined; kept = cursor.next()) {
      const verdict = expectation.offer(kept.message, kept.at);
      if (verdict?.kind === 'matched' || verdict?.kind === 'counted') kept.matched = true;
      else if (verdict === undefined && order === 'strict' && !thread.branch) {
        return { kind: 'failed', problem: expectation.outOfOrder() };
      }
      if (verdict !== undefined && verdict.kind !== 'counted') return verdict;
      if (options.clock.now() > latest) return { kind: 'failed', problem: expectation.timedOut() };
    }
    if (inbox.overflowed) return { kind: 'failed', problem: expectation.flooded() };
    return inbox.close && { kind: 'lost', outcome: lost(inbox.close, expectation.lost(inbox.close)) };
  };
  const waited = await until(step.timeout, ask, stage);
  const { skipped } = expectation;
  if (waited.kind === 'aborted') return { problem: stopped, skipped };
  if (waited.kind === 'timeout') return { problem: expectation.timedOut(), skipped, ...expectation.texts };
  const verdict = waited.value;
  if (verdict.kind === 'lost') return { ...verdict.outcome, skipped, ...expectation.texts };
  if (verdict.kind === 'failed') return { problem: verdict.problem, skipped, ...expectation.texts };
  if (verdict.kind === 'counted') return done;
  const { message, captured } = verdict;
  for (const [name, value] of captured) thread.scope.set(name, value);
  const names = captured.map(([name]) => name);
  return { skipped, message: message.number, ...(names.length === 0 ? {} : { captured: names }) };
}

/** Fails when such a message waits unread or comes in the time. Nothing is read: the next `expect` finds all of it. */
export async function expectNone(step: ExpectStep, stage: Stage): Promise<Outcome> {
  const { link, thread } = stage;
  const expectation = Expectation.begin(step, thread.scope);
  if ('problem' in expectation) return fail(expectation.problem);
  const cursor = thread.cursor(link);
  let looked = 0;
  const ask = (): Outcome | undefined => {
    for (let kept = cursor.peek(looked); kept !== undefined; kept = cursor.peek(looked)) {
      looked += 1;
      const verdict = expectation.offer(kept.message, kept.at);
      if (verdict?.kind === 'failed') return fail(verdict.problem);
      if (verdict !== undefined) return { ...fail(expectation.unwanted(kept.message)), message: kept.message.number };
    }
    if (link.inbox.overflowed) return fail(expectation.flooded());
    return link.inbox.close && done;
  };
  const waited = await until(step.within ?? step.timeout, ask, stage);
  if (waited.kind === 'aborted') return fail(stopped);
  return waited.kind === 'timeout' ? done : waited.value;
}
