import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { connectionOptions } from '../../src/contract/optionsSchema.ts';
import { withOption } from '../../src/profiles/mapTexts.ts';
import { options as allOptions } from '../../src/profiles/optionSpec.ts';
import { arbitraryOptions } from '../profiles/arbitraryOptions.ts';

const url = 'ws://127.0.0.1/';

describe('connectionOptions', () => {
  it('lets whole options through and names the place of a wrong type', () => {
    const options = { url, headers: [['A', 'b']], tls: { verify: false } };
    expect(v.parse(connectionOptions, options)).toEqual(options);
    const issues = v.safeParse(connectionOptions, { url, headers: [['A']] }).issues;
    expect(v.getDotPath(issues![0])).toBe('headers.0.1');
  });

  it('lets any options through as they are, also after a structured clone', () => {
    fc.assert(
      fc.property(arbitraryOptions, (options) => {
        expect(v.parse(connectionOptions, options)).toEqual(options);
        expect(v.parse(connectionOptions, structuredClone(options))).toEqual(options);
      }),
    );
  });

  it('wants a URL, and nothing else', () => {
    expect(v.is(connectionOptions, { url })).toBe(true);
    for (const odd of [{}, { url: 1 }, { url: undefined }, null, [], 'ws://a'])
      expect(v.is(connectionOptions, odd)).toBe(false);
  });

  it.each(allOptions.map((option) => [option.path, option] as const))(
    'refuses what %s cannot be, by its path',
    (path, { keys, spec }) => {
      const wrong: readonly unknown[] = {
        flag: [1, 'true', null, undefined],
        number: ['1', true, null, undefined, Number.NaN],
        text: [1, true, null, ['a'], undefined],
        choice: ['', 'other', 1, null, undefined],
        list: ['a', {}, null, undefined, 1],
        pairs: ['a', {}, null, undefined, 1],
      }[spec.kind];
      for (const value of wrong) {
        const options =
          value === undefined && keys.length === 1
            ? { url, [keys[0]]: undefined }
            : value === undefined
              ? { url, [keys[0]]: { [keys[1]!]: undefined } }
              : withOption({ url }, keys, value);
        const { success, issues } = v.safeParse(connectionOptions, options);
        expect([value, success]).toEqual([value, false]);
        expect(v.getDotPath(issues![0])).toBe(path);
      }
    },
  );

  it('refuses a wrong entry of a list and half a pair', () => {
    const placeOf = (odd: object) => v.getDotPath(v.safeParse(connectionOptions, { url, ...odd }).issues![0]);
    expect(placeOf({ tls: { ca: ['a', 1] } })).toBe('tls.ca.1');
    expect(placeOf({ dnsServers: [null] })).toBe('dnsServers.0');
    expect(
      placeOf({
        cookies: [
          ['a', 'b'],
          ['c', 1],
        ],
      }),
    ).toBe('cookies.1.1');
    expect(placeOf({ auth: 'basic' })).toBe('auth');
  });

  it('lets nothing through that is no option', () => {
    expect(v.parse(connectionOptions, { url, toString: 1, tls: { verify: true, other: 1 } })).toEqual({
      url,
      tls: { verify: true },
    });
  });
});
