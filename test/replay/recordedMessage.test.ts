import { describe, expect, it } from 'vitest';
import { readItem } from '../../src/replay/recordedMessage.ts';
import { bytesOf } from './fakes.ts';

const item = (text: string) => readItem({ from: 'server', opcode: 1, bytes: bytesOf(text), atMs: 0 });

describe('readItem', () => {
  it.each([
    ['{"a":1}', { kind: 'json', exact: true }],
    ['{ "a": 1 }', { kind: 'json', exact: false }],
    ['{"a":1.0}', { kind: 'json', exact: false }],
    ['{"a":12345678901234567890}', { kind: 'json', exact: false }],
    ['{"b":1,"1":2}', { kind: 'json', exact: false }],
    ['[]', { kind: 'json', exact: true }],
    ['5', { kind: 'text', text: '5' }],
    ['\ufeff{}', { kind: 'text', text: '\ufeff{}' }],
    ['hello', { kind: 'text', text: 'hello' }],
  ])('reads %s', (text, content) => {
    expect(item(text).content).toMatchObject(content);
  });

  it('knows binary messages and text that is none', () => {
    const bytes = Uint8Array.from([0xff]);
    expect(readItem({ from: 'client', opcode: 2, bytes, atMs: 0 }).content.kind).toBe('binary');
    expect(readItem({ from: 'client', opcode: 1, bytes, atMs: 0 }).content.kind).toBe('malformed');
  });

  it('gives messages of one kind one shape', () => {
    expect(item('{"type":"tick","n":1}').shape).toBe(item('{"n":2,"type":"tick"}').shape);
    expect(item('{"type":"tick","n":1}').shape).not.toBe(item('{"type":"reply","n":1}').shape);
    expect(item('tick 1').shape).toBe(item('tick 22').shape);
    expect(item('["news",1]').shape).not.toBe(item('["chat",1]').shape);
  });
});
