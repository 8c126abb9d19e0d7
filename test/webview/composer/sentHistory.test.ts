import { expect, test } from 'vitest';
import { createSentHistory } from '../../../webview/composer/sentHistory.ts';

test('back through what was sent and forth to what was being typed', () => {
  const history = createSentHistory();
  for (const text of ['one', 'two', 'one']) history.add(text);
  expect(history.move(-1, 'typing')).toBe('one');
  expect(history.move(-1, 'one')).toBe('two');
  expect(history.move(-1, 'two')).toBeUndefined();
  expect(history.move(1, 'two')).toBe('one');
  expect(history.move(1, 'one')).toBe('typing');
  expect(history.move(1, 'typing')).toBeUndefined();
});

test('the newest fifty are kept', () => {
  const history = createSentHistory();
  for (let i = 0; i < 60; i++) history.add(String(i));
  let oldest: string | undefined;
  for (let text: string | undefined = ''; text !== undefined; text = history.move(-1, '')) oldest = text;
  expect(oldest).toBe('10');
});
