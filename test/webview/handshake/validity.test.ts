import { expect, test } from 'vitest';
import { validity } from '../../../webview/handshake/validity.ts';

const from = '2026-01-01T00:00:00Z';
const to = '2026-03-01T00:00:00Z';

test.each([
  ['2026-01-02T00:00:00Z', 'valid', 'expires in 58 days'],
  ['2026-02-20T00:00:00Z', 'soon', 'expires in 9 days'],
  ['2026-02-28T12:30:00Z', 'soon', 'expires in 11 hours'],
  ['2026-02-28T23:30:00Z', 'soon', 'expires in less than an hour'],
  ['2026-03-01T02:30:00Z', 'expired', 'expired 2 hours ago'],
  ['2026-03-13T00:00:00Z', 'expired', 'expired 12 days ago'],
  ['2025-12-30T00:00:00Z', 'early', 'not valid yet, begins in 2 days'],
])('at %s it is %s', (now, state, words) => expect(validity(from, to, Date.parse(now))).toEqual({ state, words }));

test('dates that are none', () => expect(validity('soon', to, 0).state).toBe('unknown'));
