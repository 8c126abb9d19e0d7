// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { pausedStep } from '../../../webview/replay/pausedStep.ts';
import { started, stopped } from '../../../webview/replay/replayRun.ts';
import { byTestId, fakePanel, settled } from '../fakePanel.ts';

const begun = started({ run: 'r', title: 't', session: 's', file: 'f', steps: [] });
const paused = { index: 0, text: '{ "wait": 1 }', variables: { token: 't-1', n: { a: 1 } } };

test('nothing while it runs', () => {
  expect(pausedStep(fakePanel({ replay: begun }), begun)).toBe(false);
});

test('the step that waits, the variables, and what goes on from here', async () => {
  const run = stopped(begun, { run: 'r', paused })!;
  const panel = fakePanel({ replay: run }, { 'sequence.control': () => ({}) });
  const view = pausedStep(panel, run) as HTMLElement;
  expect([...view.querySelectorAll('dt')].map((term) => term.textContent)).toEqual(['token', 'n']);
  expect([...view.querySelectorAll('dd')].map((term) => term.textContent)).toEqual(['t-1', '{"a":1}']);
  byTestId(view, 'replay-next').click();
  const edit = byTestId(view, 'replay-edit') as HTMLElement & { value: string };
  edit.value = '{ "wait": 2 }';
  edit.dispatchEvent(new Event('input'));
  byTestId(view, 'replay-continue').click();
  await settled();
  expect(panel.calls).toEqual([
    ['sequence.control', { run: 'r', do: 'step' }],
    ['sequence.control', { run: 'r', do: 'continue', edited: '{ "wait": 2 }' }],
  ]);
});
