// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { payloadActions } from '../../../webview/detail/payloadActions.ts';
import { byTestId, fakePanel, settled } from '../fakePanel.ts';

const source = { session: 's', frame: 2, of: 'message' } as const;

test('each is asked of VS Code for the payload that is shown', async () => {
  const panel = fakePanel(
    {},
    {
      'payload.open': () => ({}),
      'payload.save': () => ({ file: '/tmp/x.bin' }),
      'payload.selectForCompare': () => ({}),
      'payload.compare': () => ({}),
      'sequence.add': () => ({ file: undefined }),
    },
  );
  const bar = payloadActions(panel, () => source);
  const said: (string | undefined)[] = [];
  for (const name of [
    'open-in-editor',
    'save-payload',
    'select-for-compare',
    'compare-with-selected',
    'add-to-sequence',
  ]) {
    byTestId(bar, name).click();
    await settled();
    said.push(panel.store.get().said);
  }
  expect(panel.calls).toEqual([
    ['payload.open', source],
    ['payload.save', source],
    ['payload.selectForCompare', source],
    ['payload.compare', source],
    ['sequence.add', source],
  ]);
  expect(said[1]).toBe('Payload saved as /tmp/x.bin.');
  expect(said[2]).toContain('Frame 3 is selected for compare');
});

test('nothing is asked while nothing is shown, and a refusal is said', async () => {
  const panel = fakePanel();
  byTestId(
    payloadActions(panel, () => undefined),
    'save-payload',
  ).click();
  expect(panel.calls).toEqual([]);
  byTestId(
    payloadActions(panel, () => source),
    'save-payload',
  ).click();
  await settled();
  expect(panel.store.get().refusal).toContain('No answer');
});
