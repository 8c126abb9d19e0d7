import { describe, expect, it } from 'vitest';
import { looksLikeDate, printDate, readDate } from '../../../../src/capture/filter/language/dates.ts';

describe('readDate', () => {
  it.each([
    ['2026-01-31T12:00:00Z', Date.UTC(2026, 0, 31, 12) * 1000],
    ['2026-01-31T12:00:00.000001Z', Date.UTC(2026, 0, 31, 12) * 1000 + 1],
    ['2026-01-31T12:00:00.5+01:00', Date.UTC(2026, 0, 31, 11) * 1000 + 500_000],
    ['2026-01-31', new Date(2026, 0, 31).getTime() * 1000],
    ['2026-01-31T12:00', new Date(2026, 0, 31, 12).getTime() * 1000],
  ])('reads %s', (text, value) => {
    expect(readDate(text, 0)).toEqual({ ok: true, value });
  });

  it.each(['2026-13-01', '2026-1-1', '12:00', '2026-01-31T25:00', ''])('refuses %j', (text) => {
    expect(readDate(text, 4)).toMatchObject({ ok: false, offset: 4 });
  });

  it('reads back what printDate writes', () => {
    const micros = Date.UTC(2026, 0, 31, 12, 1, 2) * 1000 + 123_456;
    expect(printDate(micros)).toBe('2026-01-31T12:01:02.123456Z');
    expect(readDate(printDate(micros), 0)).toEqual({ ok: true, value: micros });
  });

  it('tells dates from times', () => {
    expect(['2026-01-31', '>=2026-01-31', '..2026-01-31'].every(looksLikeDate)).toBe(true);
    expect(['+5s', '5s..10s', '>5m'].some(looksLikeDate)).toBe(false);
  });
});
