// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { frameId } from '../../../src/base/branded.ts';
import { evidenceList, sourceWords } from '../../../webview/failure/evidence.ts';
import { fakePanel } from '../fakePanel.ts';

test('where a quote is from', () => {
  expect(sourceWords({ kind: 'frame', frame: frameId(12) })).toBe('frame 13');
  expect(sourceWords({ kind: 'response', header: 'Upgrade' })).toBe('response header Upgrade');
  expect(sourceWords({ kind: 'phase', name: 'tls' })).toBe('tls phase');
});

test('a quote from a frame selects it, one from the response opens the handshake, one from the options leads nowhere', () => {
  const panel = fakePanel({ active: 's1', tab: 'handshake' });
  const list = evidenceList(
    [
      { text: '<b>MASK</b>', source: { kind: 'frame', frame: frameId(4) } },
      { text: '403', source: { kind: 'response' } },
      { text: 'no origin', source: { kind: 'options' } },
    ],
    panel.actions,
  );
  if (list === false) throw new Error('no list');
  const [frame, response, ...others] = list.querySelectorAll('button');
  expect(others).toEqual([]);
  frame?.click();
  expect(panel.store.get()).toMatchObject({ selected: { s1: 4 }, tab: 'frames' });
  response?.click();
  expect(panel.store.get().tab).toBe('handshake');
  expect(list.querySelector('q')?.textContent).toBe('<b>MASK</b>');
  expect(evidenceList([], panel.actions)).toBe(false);
});
