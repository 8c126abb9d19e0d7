import { describe, expect, it } from 'vitest';
import { checkNumbers } from '../../../src/profiles/check/checkNumbers.ts';
import type { ConnectionOptions } from '../../../src/profiles/connectionOptions.ts';
import { withOption } from '../../../src/profiles/mapTexts.ts';
import { options as allOptions } from '../../../src/profiles/optionSpec.ts';

const url = 'ws://localhost/';
const numbers = allOptions.flatMap(({ path, keys, spec }) =>
  spec.kind === 'number' ? [[path, keys, spec] as const] : [],
);

describe('checkNumbers', () => {
  it('has numbers to check', () => {
    expect(numbers.length).toBeGreaterThan(15);
    expect(checkNumbers({ url })).toEqual([]);
  });

  it.each(numbers)('holds %s within its bounds', (_, keys, { min, max, fraction }) => {
    const set = (value: number) => checkNumbers(withOption<ConnectionOptions>({ url }, keys, value));
    expect([set(min), set(max)]).toEqual([[], []]);
    const [field, part] = keys;
    const wrong = [min - 1, max + 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of fraction === true ? wrong : [...wrong, min + 0.5]) {
      expect(set(value)).toMatchObject([{ field, ...(part === undefined ? {} : { part }) }]);
      expect(set(value)[0]?.message).toContain(`from ${min} to ${max}.`);
    }
  });

  it('names option, label, unit and bounds', () => {
    const problems = checkNumbers({
      url,
      handshakeTimeout: 0.5,
      maxMessageSize: 0,
      reconnect: { jitter: 1.5, tries: -1 },
    });
    expect(problems.map(({ message }) => message)).toEqual([
      '"maxMessageSize" (Largest message) must be a whole number of bytes from 1 to 2147483648.',
      '"handshakeTimeout" (All until the connection is open) must be a whole number of milliseconds from 1 to 2147483647.',
      '"tries" (Reconnect at most, times) must be a whole number from 0 to 1000.',
      '"jitter" (Jitter) must be a number from 0 to 1.',
    ]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])('refuses the timeout %d', (handshakeTimeout) => {
    expect(checkNumbers({ url, handshakeTimeout })).toMatchObject([{ field: 'handshakeTimeout' }]);
  });
});
