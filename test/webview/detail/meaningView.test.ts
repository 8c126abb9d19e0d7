// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { meaningView } from '../../../webview/detail/meaningView.ts';

test('a summary, a problem, and every part; JSON inside exactly', () => {
  const view = meaningView({
    protocol: 'STOMP',
    summary: 'SEND: <b>',
    problem: 'It does not end.',
    fields: [
      { name: 'Command', value: 'SEND', note: 'a message', range: { start: 0, end: 4 } },
      { name: 'Headers', children: [{ name: 'id', value: '1' }] },
      { name: 'Body', json: '{"n":1.10}' },
      { name: 'Other', json: '{no json' },
    ],
  });
  expect([...view.querySelectorAll('p')].map((line) => line.textContent)).toEqual([
    'STOMP: SEND: <b>',
    ' It does not end.',
  ]);
  expect([...view.querySelectorAll('[role=treeitem]')].map((row) => row.textContent)).toEqual([
    'Command: SENDa message',
    'Headers',
    'id: 1',
    'Body: {…}1 member',
    '"n": 1.10',
    'Other: {no json',
  ]);
  expect(view.querySelector('[title="bytes 0–3"]')?.textContent).toBe('Command');
  expect(view.querySelector('b')).toBeNull();
});
