import { describe, expect, it } from 'vitest';
import type { Profile } from '../../src/profiles/profile.ts';
import { readJson } from '../../src/profiles/jsonText.ts';
import {
  headersToJson,
  locate,
  profileFields,
  profileKeys,
  readRecord,
  tlsKeys,
  unknownKey,
} from '../../src/profiles/profileFields.ts';
import schema from '../../media/schemas/websockets.schema.json' with { type: 'json' };

function read(text: string) {
  const messages: string[] = [];
  const record = readRecord<Profile>(readJson(text).root!, 'profile', profileFields, (_, message) => {
    messages.push(message);
  });
  return { record, messages };
}

describe('readRecord', () => {
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
        `"toString" is not known here. Known here: ${profileKeys.join(', ')}.`,
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

it('has a schema with the same keys as the reader, each with a description', () => {
  const { profile, tls } = schema.definitions;
  expect(Object.keys(profile.properties)).toEqual(profileKeys);
  expect(Object.keys(tls.properties)).toEqual(tlsKeys);
  for (const property of [...Object.values(profile.properties), ...Object.values(tls.properties)]) {
    expect(property.description.length).toBeGreaterThan(10);
  }
});
