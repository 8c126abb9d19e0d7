// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { firstSetup, placeOf } from '../../../webview/replay/replaySettings.ts';
import { replaySetup } from '../../../webview/replay/replaySetup.ts';
import { byTestId, fakePanel, snapshot } from '../fakePanel.ts';

interface Picker extends HTMLElement {
  value: string;
}

function change(picker: HTMLElement, value: string): void {
  (picker as Picker).value = value;
  picker.dispatchEvent(new Event('change'));
}

test('offers the open sessions, and forgets one that closes', () => {
  const panel = fakePanel({ sessions: [snapshot({ id: 's1', title: 'Chat', state: 'open' })] });
  const view = replaySetup(panel);
  const labels = (): (string | null)[] =>
    [...byTestId(view, 'replay-on').querySelectorAll('vscode-option')].map(({ textContent }) => textContent);
  expect(labels()).toEqual(['On: as the file says', 'On: another profile…', 'In: Chat']);
  change(byTestId(view, 'replay-on'), 's1');
  expect(placeOf(panel.store.get())).toEqual({ kind: 'session', session: 's1' });
  panel.store.update({ sessions: [snapshot({ id: 's1', title: 'Chat', state: 'closed' })] });
  expect(labels()).toHaveLength(2);
  expect(placeOf(panel.store.get())).toEqual({ kind: 'file' });
});

test('the factor is there for the recorded times', () => {
  const panel = fakePanel({ environments: { names: ['staging'], active: undefined } });
  const view = replaySetup(panel);
  expect(byTestId(view, 'replay-factor').hidden).toBe(true);
  change(byTestId(view, 'replay-mode'), 'timing');
  expect(byTestId(view, 'replay-factor').hidden).toBe(false);
  const factor = byTestId(view, 'replay-factor') as Picker;
  factor.value = '2';
  factor.dispatchEvent(new Event('input'));
  expect(panel.store.get().replaySetup).toEqual({ ...firstSetup, timing: true, factor: '2' });
  expect(byTestId(view, 'replay-environment').textContent).toContain('staging');
});
