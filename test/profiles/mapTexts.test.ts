import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { type TextPlace, mapTexts, optionAt, withOption } from '../../src/profiles/mapTexts.ts';
import { options as allOptions } from '../../src/profiles/optionSpec.ts';
import { arbitraryOptions, arbitraryValue } from './arbitraryOptions.ts';

const url = 'ws://a/';

describe('optionAt and withOption', () => {
  it('reach both levels', () => {
    const options = { url, deflate: false, tls: { key: 'k' } };
    expect(optionAt(options, ['deflate'])).toBe(false);
    expect(optionAt(options, ['tls', 'key'])).toBe('k');
    expect(optionAt(options, ['tls', 'cert'])).toBeUndefined();
    expect(optionAt(options, ['auth', 'token'])).toBeUndefined();
    expect(withOption(options, ['tls', 'cert'], 'c')).toEqual({ ...options, tls: { key: 'k', cert: 'c' } });
    expect(withOption(options, ['auth', 'token'], 't')).toEqual({ ...options, auth: { token: 't' } });
    expect(withOption(options, ['origin'], 'o')).toEqual({ ...options, origin: 'o' });
    expect(options).toEqual({ url, deflate: false, tls: { key: 'k' } });
  });

  it('take a group out with its last option', () => {
    const options: ConnectionOptions = { url, tls: { key: 'k', cert: 'c' } };
    const without = withOption(options, ['tls', 'key'], undefined);
    expect(without).toEqual({ url, tls: { cert: 'c' } });
    expect(Object.keys(withOption(without, ['tls', 'cert'], undefined))).toEqual(['url']);
    expect(Object.keys(withOption(options, ['tls'], undefined))).toEqual(['url']);
    expect(withOption({ url }, ['tls', 'cert'], undefined)).toEqual({ url });
  });

  it.each(allOptions.map((option) => [option.path, option] as const))(
    'set %s, and take it out again',
    (path, option) => {
      fc.assert(
        fc.property(arbitraryOptions, arbitraryValue(option), (options, value) => {
          const set = withOption(options, option.keys, value);
          expect(optionAt(set, option.keys)).toEqual(value);
          for (const other of allOptions) {
            if (other.path !== path) expect(optionAt(set, other.keys)).toBe(optionAt(options, other.keys));
          }
          const without = withOption(set, option.keys, undefined);
          expect(optionAt(without, option.keys)).toBeUndefined();
          expect(Object.values(without)).not.toContainEqual({});
        }),
        { numRuns: 10 },
      );
    },
  );
});

describe('mapTexts', () => {
  it('tells each text with its place, in the order of the table', () => {
    const seen: [string, TextPlace][] = [];
    const mapped = mapTexts(
      {
        url,
        tls: { ca: ['x', 'y'], key: 'k', minVersion: 'TLSv1.3', verify: false },
        headers: [['A', '1']],
        cookies: [['b', '2']],
        auth: { type: 'basic', username: 'ann' },
        subprotocols: ['s'],
        handshakeTimeout: 5,
      },
      (text, place) => {
        seen.push([text, place]);
        return `<${text}>`;
      },
    );
    expect(seen).toEqual([
      ['ws://a/', { field: 'url' }],
      ['A', { field: 'headers', index: 0, part: 'name' }],
      ['1', { field: 'headers', index: 0, part: 'value' }],
      ['b', { field: 'cookies', index: 0, part: 'name' }],
      ['2', { field: 'cookies', index: 0, part: 'value' }],
      ['ann', { field: 'auth', part: 'username' }],
      ['s', { field: 'subprotocols', index: 0 }],
      ['x', { field: 'tls', part: 'ca', index: 0 }],
      ['y', { field: 'tls', part: 'ca', index: 1 }],
      ['k', { field: 'tls', part: 'key' }],
    ]);
    expect(mapped).toEqual({
      url: '<ws://a/>',
      tls: { ca: ['<x>', '<y>'], key: '<k>', minVersion: 'TLSv1.3', verify: false },
      headers: [['<A>', '<1>']],
      cookies: [['<b>', '<2>']],
      auth: { type: 'basic', username: '<ann>' },
      subprotocols: ['<s>'],
      handshakeTimeout: 5,
    });
  });

  it('changes nothing when the texts stay, and nothing but the texts when they do not', () => {
    fc.assert(
      fc.property(arbitraryOptions, (options) => {
        expect(mapTexts(options, (text) => text)).toEqual(options);
        const mapped = mapTexts(options, () => 't');
        for (const { keys, spec } of allOptions) {
          const [before, after] = [optionAt(options, keys), optionAt(mapped, keys)];
          if (before === undefined || ['flag', 'number', 'choice'].includes(spec.kind)) expect(after).toBe(before);
          else if (spec.kind === 'text') expect(after).toBe('t');
          else {
            const entry = spec.kind === 'list' ? 't' : ['t', 't'];
            expect(after).toEqual((before as readonly unknown[]).map(() => entry));
          }
        }
      }),
    );
  });

  it('keeps what is there besides the options, such as a name', () => {
    expect(mapTexts({ name: 'Lab', url }, () => 't')).toEqual({ name: 'Lab', url: 't' });
  });
});
