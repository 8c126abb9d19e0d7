import { describe, expect, it } from 'vitest';
import { isToken, listElements, parseExtensions } from '../../src/protocol/extensionsHeader.ts';

describe('isToken', () => {
  it.each(['chat', 'v1.json', "!#$%&'*+-.^_`|~9"])('takes %s', (text) => expect(isToken(text)).toBe(true));
  it.each(['', 'a b', 'a,b', 'a/b', 'ä', '"a"'])('refuses "%s"', (text) => expect(isToken(text)).toBe(false));
});

describe('listElements', () => {
  it('drops white space and empty elements', () => {
    expect(listElements(' a , ,b,\tc ')).toEqual(['a', 'b', 'c']);
    expect(listElements('')).toEqual([]);
  });
});

describe('parseExtensions', () => {
  it('reads names, parameters and values, quoted ones too', () => {
    expect(
      parseExtensions('permessage-deflate ; client_max_window_bits; server_max_window_bits = 10 , ,x-a;b="c\\d"'),
    ).toEqual({
      ok: true,
      extensions: [
        {
          name: 'permessage-deflate',
          parameters: [
            { name: 'client_max_window_bits', value: undefined },
            { name: 'server_max_window_bits', value: '10' },
          ],
        },
        { name: 'x-a', parameters: [{ name: 'b', value: 'cd' }] },
      ],
    });
  });

  it.each([
    ['', 0, 'names no extension'],
    [' , ', 0, 'names no extension'],
    ['a; ', 3, 'needs a name'],
    [';', 0, 'an extension needs a name'],
    ['a, =b', 3, 'an extension needs a name'],
    ['a b', 2, '"," or ";"'],
    ['a;b=', 4, 'needs a value'],
    ['a;b="c', 4, 'does not end'],
    ['a;b="c d"', 4, 'must be a token'],
    ['a;b=c d', 6, '"," or ";"'],
  ])('says where "%s" stops to be right', (value, at, message) => {
    const parsed = parseExtensions(value);
    expect(parsed).toMatchObject({ ok: false, at });
    expect(parsed.ok ? '' : parsed.message).toContain(message);
  });

  it('keeps what it read before', () => {
    expect(parseExtensions('a;b=1, c d').extensions).toEqual([
      { name: 'a', parameters: [{ name: 'b', value: '1' }] },
      { name: 'c', parameters: [] },
    ]);
  });
});
