import { describe, expect, it } from 'vitest';
import { captureValues } from '../../src/replay/capture.ts';
import { bytesOf } from './fakes.ts';

const message = { opcode: 1, bytes: bytesOf('{"token":"t","n":[1,{"x y":null}],"big":{"a":true}}') };

describe('captureValues', () => {
  it('takes values with their types by path', () => {
    const wanted = { a: '$.token', b: "$.n[1]['x y']", c: '$.big', d: '$.n[0]' };
    expect(captureValues(wanted, message, undefined)).toEqual({
      ok: true,
      values: [
        ['a', 't'],
        ['b', null],
        ['c', { a: true }],
        ['d', 1],
      ],
    });
  });

  it('takes groups of a regex by number and name', () => {
    const groups = /(?<word>\w+) (\d+)/.exec('say 42')!;
    expect(captureValues({ all: '0', word: 'word', number: '2' }, message, groups)).toMatchObject({
      values: [
        ['all', 'say 42'],
        ['word', 'say'],
        ['number', '42'],
      ],
    });
  });

  it.each([
    ['$.nope', message, 'nothing is at $.nope in the message'],
    ['$.a', { opcode: 1, bytes: bytesOf('plain') }, 'the message is no JSON, so nothing is at $.a'],
    ['$.a', { opcode: 2, bytes: bytesOf('{"a":1}') }, 'the message is no JSON, so nothing is at $.a'],
    ['$.', message, "At character 2 of the path, .name, ['name'] or [0] is expected"],
    ['1', message, 'the group "1" of the regex holds nothing'],
  ])('says why %j cannot be had', (from, from2, words) => {
    expect(captureValues({ v: from }, from2, undefined)).toEqual({
      ok: false,
      problem: `"v" cannot be captured, because ${words}`,
    });
  });
});
