// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { Difference } from '../../../src/replay/sequence.ts';
import { differenceWords, differencesView } from '../../../webview/replay/differences.ts';

test.each<[Difference, string]>([
  [{ kind: 'missing', recorded: 0, text: 'a' }, 'Recorded reply 1 did not come: a'],
  [{ kind: 'extra', reply: 1, text: 'a' }, 'Reply 2 was not recorded: a'],
  [{ kind: 'reordered', recorded: 0, reply: 1, text: 'a' }, 'Recorded reply 1 came out of order, as reply 2: a'],
  [
    { kind: 'changed', recorded: 0, reply: 2, path: '$.a', expected: '1', actual: '2' },
    'Reply 3, at $.a: recorded 1, got 2',
  ],
  [{ kind: 'timing', recorded: 0, reply: 0, laterMs: 30 }, 'Reply 1 came 30 ms later than recorded'],
  [{ kind: 'timing', recorded: 0, reply: 0, laterMs: -30 }, 'Reply 1 came 30 ms earlier than recorded'],
])('%j in words', (difference, words) => {
  expect(differenceWords(difference)).toBe(words);
});

test('shows what differs, and says when nothing does', () => {
  expect(differencesView(undefined)).toBe(false);
  expect((differencesView([]) as HTMLElement).textContent).toBe('The replies are as recorded.');
  const view = differencesView([{ kind: 'extra', reply: 0, text: '<b>' }]) as HTMLElement;
  expect(view.querySelector('summary')?.textContent).toBe('1 difference from the recording');
  expect(view.querySelector('li')?.textContent).toContain('<b>');
});
