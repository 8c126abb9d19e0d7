import { describe, expect, it } from 'vitest';
import { readSend } from '../../src/replay/readSend.ts';
import { readWith } from './readers.ts';

describe('readSend', () => {
  it.each([
    ['{ "base64": "AP8=" }', { as: 'base64', base64: 'AP8=' }],
    ['{ "base64": "${x}" }', { as: 'base64', base64: '${x}' }],
    ['{ "file": "a.bin" }', { as: 'file', file: 'a.bin', opcode: 'binary' }],
    ['{ "file": "a.txt", "opcode": "text" }', { as: 'file', file: 'a.txt', opcode: 'text' }],
    ['{ "fragments": ["he", "llo"] }', { as: 'fragments', fragments: ['he', 'llo'], opcode: 'text' }],
    ['{ "fragments": ["00"], "opcode": "binary" }', { as: 'fragments', fragments: ['00'], opcode: 'binary' }],
  ])('reads %s', (text, payload) => {
    expect(readWith(text, readSend)).toEqual({ value: payload, problems: [] });
  });

  it.each([
    ['{ "base64": "A" }', '"A" }', 'This is no base64'],
    ['{ "file": "" }', '"" }', '"file" should be the path of a file'],
    ['{ "text": "a", "opcode": "text" }', '"text"', '"opcode" stands beside "file" or "fragments" only'],
    ['{ "fragments": [] }', '[] }', 'not an empty list'],
    ['{ "fragments": "x" }', '"x" }', 'should be a list of texts'],
    ['{ "fragments": [1] }', '1] }', 'A fragment should be a text'],
    ['{ "fragments": ["zz"], "opcode": "binary" }', 'zz"], ', 'no hexadecimal digit'],
    ['{ "file": "a", "opcode": "x" }', '"x" }', '"opcode" should be "text" or "binary".'],
  ])('says what is wrong in %s', (text, at, words) => {
    const { problems } = readWith(text, readSend);
    expect(problems[0]?.at).toBe(at);
    expect(problems[0]?.message).toContain(words);
  });
});
