import { describe, expect, it } from 'vitest';
import { numberReader, printMicros } from '../../../../src/capture/filter/language/numbers.ts';

describe('numberReader', () => {
  it.each([
    ['bytes', '125', 125],
    ['bytes', '1k', 1024],
    ['bytes', '1.5KiB', 1536],
    ['bytes', '2m', 2 * 1024 ** 2],
    ['bytes', '1gb', 1024 ** 3],
    ['count', '12', 12],
    ['ratio', '2.5', 2.5],
    ['moment', '+5s', 5e6],
    ['moment', '5ms', 5000],
    ['moment', '0', 0],
    ['duration', '1.5s', 1.5e6],
    ['duration', '2m', 1.2e8],
    ['duration', '1h', 3.6e9],
    ['duration', '7us', 7],
  ] as const)('reads %s %s', (unit, text, value) => {
    expect(numberReader(unit)(text, 0)).toEqual({ ok: true, value });
  });

  it.each([
    ['bytes', '', /number of bytes/],
    ['bytes', '-1', /number of bytes/],
    ['bytes', '1s', /"s" is no unit here. Use b, k, m or g./],
    ['bytes', '99999999999g', /too large/],
    ['count', '1.5', /whole number/],
    ['count', '1k', /whole number/],
    ['moment', '5', /needs its unit: 5s/],
    ['duration', '+5s', /such as >1s/],
    ['duration', '5k', /Use us, ms, s, m or h/],
  ] as const)('refuses %s %j', (unit, text, message) => {
    expect(numberReader(unit)(text, 3)).toMatchObject({
      ok: false,
      offset: 3,
      message: expect.stringMatching(message) as string,
    });
  });

  it('reads back the times that it prints', () => {
    for (const micros of [0, 1, 999, 1000, 1500, 1_000_000, 90_000_000]) {
      expect(numberReader('duration')(printMicros(micros), 0)).toEqual({ ok: true, value: micros });
    }
  });
});
