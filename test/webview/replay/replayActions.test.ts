import { expect, test } from 'vitest';
import { started } from '../../../webview/replay/replayRun.ts';
import { firstSetup } from '../../../webview/replay/replaySettings.ts';
import { type Answers, fakePanel, snapshot } from '../fakePanel.ts';

const replay = started({ run: 'r', title: '', session: undefined, steps: [], file: 'file:///a.wsseq.json' });
const ended = { ...replay, breakpoints: [1], ended: { ok: true } };
const answers: Answers = {
  'sequence.replay': () => ({ run: 'r' }),
  'sequence.again': () => ({ run: 'r2' }),
  'sequence.stop': () => ({}),
  'sequence.control': () => ({ problem: 'This run is over.' }),
};

test('asks for a sequence to run, and stops', async () => {
  const panel = fakePanel({ replay }, answers);
  await panel.actions.replay();
  await panel.actions.stopReplay();
  expect(panel.calls).toEqual([
    ['sequence.replay', {}],
    ['sequence.stop', { run: 'r' }],
  ]);
});

test('runs again on what is set up, with its breakpoints', async () => {
  const panel = fakePanel({ replay: ended, sessions: [snapshot({ id: 's9', state: 'open' })] }, answers);
  const settings = { pace: { kind: 'reply' }, breakpoints: [1] };
  await panel.actions.replayAgain(false);
  panel.store.update({ replaySetup: { ...firstSetup, on: 's9' } });
  await panel.actions.replayAgain(true);
  panel.store.update({ sessions: [] });
  await panel.actions.replayAgain(true);
  const file = 'file:///a.wsseq.json';
  expect(panel.calls.map(([, params]) => params)).toEqual([
    { file, on: { kind: 'file' }, paused: false, ...settings },
    { file, on: { kind: 'session', session: 's9' }, paused: true, ...settings },
    { file, on: { kind: 'file' }, paused: true, ...settings },
  ]);
});

test('a factor that is no number runs nothing, and says so', async () => {
  for (const factor of ['', 'x', '-1', '1001']) {
    const panel = fakePanel({ replay: ended, replaySetup: { ...firstSetup, timing: true, factor } }, answers);
    await panel.actions.replayAgain(false);
    expect(panel.calls).toEqual([]);
    expect(panel.store.get().refusal).toMatch(/a number from 0 to 1000/);
  }
});

test('a breakpoint is told to a run that is under way; what it answers is shown', async () => {
  const panel = fakePanel({ replay: ended }, answers);
  await panel.actions.turnBreakpoint(2);
  expect(panel.calls).toEqual([]);
  expect(panel.store.get().replay?.breakpoints).toEqual([1, 2]);
  panel.store.update({ replay });
  await panel.actions.turnBreakpoint(0);
  expect(panel.calls).toEqual([['sequence.control', { run: 'r', do: 'breakpoints', breakpoints: [0] }]]);
  expect(panel.store.get().refusal).toBe('This run is over.');
});
