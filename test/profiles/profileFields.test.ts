import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/profiles/jsonText.ts';
import { options } from '../../src/profiles/optionSpec.ts';
import {
  headersToJson,
  locate,
  profileKeys,
  profileSpec,
  readOption,
  readProfileRecord,
  unknownKey,
} from '../../src/profiles/profileFields.ts';
import { arbitraryValue } from './arbitraryOptions.ts';

function read(text: string) {
  const messages: string[] = [];
  const record = readProfileRecord(readJson(text).root!, (_, message) => void messages.push(message));
  return { record, messages };
}

describe('readProfileRecord', () => {
  it('reads headers as object, with lists, and as pairs', () => {
    const pairs = [
      ['A', '1'],
      ['A', '2'],
      ['B', '3'],
    ];
    expect(read('{ "headers": { "A": ["1", "2"], "B": "3" } }').record).toEqual({ headers: pairs });
    expect(read('{ "headers": [["A", "1"], ["A", "2"], ["B", "3"]] }').record).toEqual({ headers: pairs });
    expect(read('{ "headers": { "B": [], "10": "x", "__proto__": "y" } }').record).toEqual({
      headers: [
        ['10', 'x'],
        ['__proto__', 'y'],
      ],
    });
  });

  it('reads cookies as it reads headers', () => {
    expect(read('{ "cookies": { "a": "1", "b": ["2", "3"] } }').record).toEqual({
      cookies: [
        ['a', '1'],
        ['b', '2'],
        ['b', '3'],
      ],
    });
    expect(read('{ "cookies": [["b", "2"], ["a", "1"]] }').record).toEqual({
      cookies: [
        ['b', '2'],
        ['a', '1'],
      ],
    });
  });

  it('takes a single text for a list of files', () => {
    expect(read('{ "tls": { "ca": "ca.pem" } }').record).toEqual({ tls: { ca: ['ca.pem'] } });
    expect(read('{ "tls": { "ca": ["a.pem", "b.pem"] } }').record).toEqual({ tls: { ca: ['a.pem', 'b.pem'] } });
  });

  it('puts groups into the order of the table', () => {
    expect(Object.keys(read('{ "tls": { "key": "k", "cert": "c", "verify": true } }').record!.tls!)).toEqual([
      'verify',
      'cert',
      'key',
    ]);
  });

  it.each([
    ['[]', '"profile" should be an object in braces, not a list.'],
    ['{ "url": 1 }', '"url" should be a text in double quotes, not a number.'],
    ['{ "deflate": "no" }', '"deflate" should be true or false, not a text.'],
    ['{ "handshakeTimeout": "5s" }', '"handshakeTimeout" should be a number, not a text.'],
    ['{ "subprotocols": "a" }', '"subprotocols" should be a list such as ["a", "b"], not a text.'],
    ['{ "subprotocols": ["a", null] }', '"subprotocols[1]" should be a text in double quotes, not null.'],
    ['{ "headers": "A: b" }', '"headers" should be an object such as { "Name": "value" }, not a text.'],
    ['{ "headers": [["A"]] }', 'Each header in a list should be a pair such as ["Name", "value"].'],
    ['{ "headers": { "A": 1 } }', '"A" should be a text in double quotes, not a number.'],
    ['{ "headers": [[1, "a"]] }', '"header name" should be a text in double quotes, not a number.'],
    ['{ "cookies": "a=b" }', '"cookies" should be an object such as { "Name": "value" }, not a text.'],
    ['{ "cookies": [["a", "b", "c"]] }', 'Each cookie in a list should be a pair such as ["Name", "value"].'],
    ['{ "cookies": [["a", 1]] }', '"a" should be a text in double quotes, not a number.'],
    ['{ "auth": { "type": "digest" } }', '"type" should be one of "basic", "bearer", "apiKey".'],
    ['{ "auth": { "type": null } }', '"type" should be a text in double quotes, not null.'],
    ['{ "auth": { "token": 1 } }', '"token" should be a text in double quotes, not a number.'],
    ['{ "addressFamily": "IPv4" }', '"addressFamily" should be one of "any", "ipv4", "ipv6".'],
    ['{ "tls": { "ca": 1 } }', '"ca" should be a list such as ["a", "b"], not a number.'],
    ['{ "tls": { "ca": [1] } }', '"ca[0]" should be a text in double quotes, not a number.'],
    ['{ "dnsServers": "192.0.2.1" }', '"dnsServers" should be a list such as ["a", "b"], not a text.'],
    ['{ "reconnect": { "tries": "3" } }', '"tries" should be a number, not a text.'],
    ['{ "keepAlive": 5000 }', '"keepAlive" should be an object in braces, not a number.'],
    ['{ "tls": { "key": "a", "key": "b" } }', '"key" is there twice. Remove one of them.'],
    ['{ "tls": true }', '"tls" should be an object in braces, not true.'],
    ['{ "tls": { "verify": 1 } }', '"verify" should be true or false, not a number.'],
    ['{ "url": "a", "url": "b" }', '"url" is there twice. Remove one of them.'],
  ])('gives nothing for %s', (text, message) => {
    expect(read(text)).toEqual({ record: undefined, messages: [message] });
  });

  it('passes over an unknown key and says so', () => {
    expect(read('{ "name": "a", "subprotocol": ["x"], "toString": 1 }')).toEqual({
      record: { name: 'a' },
      messages: [
        '"subprotocol" is not known here. Did you mean "subprotocols"?',
        `"toString" is not known here. Known here: ${[...profileKeys, 'variables'].join(', ')}.`,
      ],
    });
  });
});

describe('locate', () => {
  it('finds the value that a problem is about', () => {
    const text =
      '{ "url": "U", "headers": { "A": ["1", "2"], "B": "3" }, "subprotocols": ["s"], "tls": { "key": "K" } }';
    const at = (problem: Parameters<typeof locate>[1]) => {
      const node = locate(readJson(text).root!, problem);
      return text.slice(node.offset, node.offset + node.length);
    };
    const message = '';
    expect(at({ field: 'url', message })).toBe('"U"');
    expect(at({ field: 'headers', index: 1, part: 'value', message })).toBe('"2"');
    expect(at({ field: 'headers', index: 2, part: 'name', message })).toBe('"B"');
    expect(at({ field: 'subprotocols', index: 0, message })).toBe('"s"');
    expect(at({ field: 'tls', part: 'key', message })).toBe('"K"');
    expect(at({ field: 'origin', message })).toBe(text);
  });

  it('finds the parts of groups, lists in them, and cookies', () => {
    const text =
      '{ "cookies": { "a": "1" }, "auth": { "type": "basic" }, "tls": { "ca": ["x", "y"] }, "dnsServers": ["d"], "localPort": 0 }';
    const at = (problem: Omit<Parameters<typeof locate>[1], 'message'>) => {
      const node = locate(readJson(text).root!, { ...problem, message: '' });
      return text.slice(node.offset, node.offset + node.length);
    };
    expect(at({ field: 'cookies', index: 0, part: 'name' })).toBe('"a"');
    expect(at({ field: 'cookies', index: 0, part: 'value' })).toBe('"1"');
    expect(at({ field: 'auth', part: 'type' })).toBe('"basic"');
    expect(at({ field: 'auth', part: 'token' })).toBe('{ "type": "basic" }');
    expect(at({ field: 'tls', part: 'ca', index: 1 })).toBe('"y"');
    expect(at({ field: 'tls', part: 'ca', index: 7 })).toBe('["x", "y"]');
    expect(at({ field: 'dnsServers', index: 0 })).toBe('"d"');
    expect(at({ field: 'localPort' })).toBe('0');
    const single = '{ "tls": { "ca": " " } }';
    expect(locate(readJson(single).root!, { field: 'tls', part: 'ca', index: 0, message: '' }).value).toBe(' ');
  });
});

describe('headersToJson', () => {
  it.each([
    [[['A', '1']], { A: '1' }],
    [
      [
        ['A', '1'],
        ['A', '2'],
      ],
      { A: ['1', '2'] },
    ],
    [
      [
        ['A', '1'],
        ['a', '2'],
      ],
      { A: '1', a: '2' },
    ],
  ] as const)('writes %j as an object', (headers, expected) => {
    expect(headersToJson(headers)).toEqual(expected);
  });

  it.each([[['A', 'B', 'A']], [['10']], [['__proto__']]])('keeps %j as pairs', (names) => {
    const headers = names.map((name) => [name, 'v'] as const);
    expect(headersToJson(headers)).toEqual(headers);
  });
});

it('does not guess a key from a far one', () => {
  expect(unknownKey('colour', ['url', 'name'])).toBe('"colour" is not known here. Known here: url, name.');
});

describe('readOption', () => {
  /** Each value as JSON, and what a reader takes it for. */
  const values = ['true', '1', '"text"', '"basic"', '["a"]', '[["a", "b"]]', '{}', 'null'] as const;

  it.each(options.map((option) => [option.path, option] as const))(
    'takes for %s what fits, and only that',
    (_, option) => {
      const { spec } = option;
      const good = {
        flag: ['true'],
        number: ['1'],
        text: ['"text"', '"basic"'],
        choice: spec.kind === 'choice' && spec.choices.some(({ value }) => value === 'basic') ? ['"basic"'] : [],
        list: ['["a"]', ...(spec.kind === 'list' && spec.lines === true ? ['"text"', '"basic"'] : [])],
        pairs: ['[["a", "b"]]', '{}'],
      }[spec.kind];
      for (const text of values) {
        const messages: string[] = [];
        const value = readOption(spec, readJson(text).root!, 'key', (_node, message) => void messages.push(message));
        expect([text, value !== undefined, messages.length]).toEqual([
          text,
          good.includes(text),
          good.includes(text) ? 0 : 1,
        ]);
      }
    },
  );

  it.each(options.map((option) => [option.path, option] as const))('gives back any value of %s', (_, option) => {
    const { spec } = option;
    fc.assert(
      fc.property(arbitraryValue(option), (value) => {
        const json = spec.kind === 'pairs' ? headersToJson(value as Parameters<typeof headersToJson>[0]) : value;
        const report = (_node: unknown, message: string): never => expect.fail(message);
        expect(readOption(spec, readJson(JSON.stringify(json)).root!, 'key', report)).toEqual(value);
      }),
      { numRuns: 30 },
    );
  });
});

it('has the name and every option among the keys, the name first', () => {
  expect(profileKeys).toEqual(['name', 'extends', ...new Set(options.map(({ keys: [top] }) => top))]);
  expect(profileSpec.name.kind).toBe('text');
});
