// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { StepResult } from '../../../src/replay/sequence.ts';
import type { ReplayRun } from '../../../webview/replay/replayRun.ts';
import { outcomeWords, replayView } from '../../../webview/replay/replayView.ts';
import { allByTestId, byTestId, fakePanel, settled } from '../fakePanel.ts';

const result = (index: number, ok: boolean, more: Partial<StepResult> = {}): StepResult => ({
  index,
  kind: 'expect',
  ok,
  durationMs: 12,
  title: `step ${index}`,
  skipped: [],
  ...more,
});
const run: ReplayRun = {
  run: 'r',
  title: 'login.wsseq.json',
  session: 's1',
  file: 'file:///login.wsseq.json',
  breakpoints: [],
  steps: [
    { kind: 'send', title: 'send', depth: 0 },
    { kind: 'expect', title: 'expect', depth: 1 },
    { kind: 'close', title: 'close', depth: 0 },
  ],
  results: { 0: result(0, true, { skipped: ['<tick>'] }) },
  sessions: {},
  paused: undefined,
  ended: undefined,
};

test('steps with their results; Stop while it runs', async () => {
  const panel = fakePanel({ replay: run }, { 'sequence.stop': () => ({}) });
  const view = replayView(panel);
  expect(byTestId(view, 'replay-result').textContent).toBe('1 of 3 steps');
  expect(allByTestId(view, 'replay-step').map((step) => step.dataset['ok'])).toEqual(['true', undefined, undefined]);
  expect(view.textContent).toContain('1 message passed over');
  expect(view.querySelector('.skipped li')?.textContent).toBe('<tick>');
  byTestId(view, 'replay-stop').click();
  await settled();
  expect(panel.calls).toEqual([['sequence.stop', { run: 'r' }]]);
});

test('a failed run shows what arrived instead, and is dismissed', () => {
  const results = { ...run.results, 1: result(1, false, { problem: 'Nothing matched.' }) };
  const panel = fakePanel({ replay: { ...run, results, ended: { ok: false, problem: 'Step 2 failed.' } } });
  const view = replayView(panel);
  expect(view.textContent).toContain('Nothing matched.');
  expect(view.textContent).toContain('Step 2 failed.');
  expect(byTestId(view, 'replay-result').dataset['ok']).toBe('false');
  expect(byTestId(view, 'replay-stop').hidden).toBe(true);
  byTestId(view, 'replay-dismiss').click();
  expect(view.hidden).toBe(true);
});

test('outcomes in words', () => {
  const all = { 0: result(0, true), 1: result(1, true), 2: result(2, true) };
  expect(outcomeWords({ ...run, results: all, ended: { ok: true } })).toBe('All 3 steps passed');
  expect(outcomeWords({ ...run, ended: { ok: false } })).toBe('Failed: 1 of 3 steps passed');
});

test('a failed step shows both texts with what differs, and leads to its frame', async () => {
  const results = {
    0: result(0, true, { message: 7 }),
    1: result(1, false, { problem: 'No.', expected: '{\n "a": 1,\n "b": 2\n}', actual: '{\n "a": 1,\n "b": 3\n}' }),
  };
  const panel = fakePanel(
    { replay: { ...run, results, sessions: { 0: 's9' } } },
    { 'session.messageFrame': () => ({ frame: 12 }) },
  );
  const view = replayView(panel);
  expect(view.querySelector('.line-expected')?.textContent).toBe('-  "b": 2\n');
  expect(view.querySelector('.line-actual')?.textContent).toBe('+  "b": 3\n');
  byTestId(view, 'replay-frame').click();
  await settled();
  expect(panel.calls).toEqual([['session.messageFrame', { session: 's9', message: 7 }]]);
  expect(panel.store.get()).toMatchObject({ active: 's9', tab: 'frames', selected: { s9: 12 } });
});

test('pauses and goes on', async () => {
  const panel = fakePanel({ replay: run }, { 'sequence.control': () => ({}) });
  byTestId(replayView(panel), 'replay-pause').click();
  await settled();
  expect(panel.calls).toEqual([['sequence.control', { run: 'r', do: 'pause' }]]);
});

test('a step has a breakpoint to turn, which the run that is under way is told of', async () => {
  const panel = fakePanel({ replay: run }, { 'sequence.control': () => ({}) });
  const view = replayView(panel);
  const pressed = (): (string | null)[] =>
    allByTestId(view, 'replay-breakpoint').map((one) => one.getAttribute('aria-pressed'));
  allByTestId(view, 'replay-breakpoint')[2]!.click();
  await settled();
  expect(pressed()).toEqual(['false', 'false', 'true']);
  expect(panel.calls).toEqual([['sequence.control', { run: 'r', do: 'breakpoints', breakpoints: [2] }]]);
});

test('it is set up between runs, not during one', () => {
  const panel = fakePanel({ replay: run });
  const view = replayView(panel);
  expect(byTestId(view, 'replay-setup').hidden).toBe(true);
  panel.store.update({ replay: { ...run, ended: { ok: true } } });
  expect(byTestId(view, 'replay-setup').hidden).toBe(false);
});
