import { expect, test } from 'vitest';
import { countWords, troubleWords } from '../../../webview/filter/filterWords.ts';
import { noFilter, type SessionFilter } from '../../../webview/filter/sessionFilter.ts';
import { filterState } from '../filterState.ts';

const filter = (more: Parameters<typeof filterState>[0]): SessionFilter => ({
  ...noFilter,
  applied: 'x',
  progress: filterState(more),
});

test('counts say how much was looked at while it goes on', () => {
  expect(countWords(noFilter)).toBe('');
  expect(countWords({ ...noFilter, applied: 'x' })).toBe('Looking…');
  expect(countWords(filter({ count: 2, looked: 5, frames: 10 }))).toBe('2 of 10 frames, 50 % looked at');
  expect(countWords(filter({ count: 2 }))).toBe('2 of 10 frames');
  expect(countWords(filter({ count: 2, looked: 5, problem: 'Given up.' }))).toBe('2 of 10 frames');
});

test('what could not be judged is said', () => {
  expect(troubleWords(noFilter)).toBe('');
  expect(troubleWords(filter({}))).toBe('');
  expect(troubleWords(filter({ unjudged: { tooLong: 1, tooSlow: 2, unreadable: 0 } }))).toBe(
    '1 payload longer than 16 MiB not read as text or JSON. The expression took too long on 2 payloads.',
  );
  expect(troubleWords(filter({ problem: 'Given up.', unjudged: { tooLong: 0, tooSlow: 8, unreadable: 1 } }))).toBe(
    'Given up. 1 payload not in the file as a whole.',
  );
});
