import { describe, expect, it } from 'vitest';
import { base64Of, encodePayload } from '../../src/replay/encodePayload.ts';
import type { Json, Payload } from '../../src/replay/sequence.ts';
import { bytesOf, textOf } from './fakes.ts';

const variables = new Map<string, Json>([
  ['n', 7],
  ['bad', 'zz'],
]);
const readFile = (path: string) =>
  path === 'there7' ? Promise.resolve(bytesOf('content')) : Promise.reject(new Error('no such file'));

const encode = (payload: Payload, read: typeof readFile | undefined = readFile) =>
  encodePayload(payload, variables, read);

describe('encodePayload', () => {
  it.each<[Payload, 'text' | 'binary', readonly string[]]>([
    [{ as: 'text', text: 'é${n}' }, 'text', ['é7']],
    [{ as: 'json', json: { a: '${n}' } }, 'text', ['{"a":7}']],
    [{ as: 'hex', hex: '6${n} 68' }, 'binary', ['gh']],
    [{ as: 'base64', base64: 'Z2g=' }, 'binary', ['gh']],
    [{ as: 'file', file: 'there${n}', opcode: 'text' }, 'text', ['content']],
    [{ as: 'fragments', fragments: ['he', '', 'l${n}'], opcode: 'text' }, 'text', ['he', '', 'l7']],
    [{ as: 'fragments', fragments: ['67', '68'], opcode: 'binary' }, 'binary', ['g', 'h']],
  ])('%j', async (payload, kind, pieces) => {
    const encoded = await encode(payload);
    if ('problem' in encoded) throw new Error(encoded.problem);
    expect([encoded.kind, ...encoded.pieces.map(textOf)]).toEqual([kind, ...pieces]);
  });

  it.each<[Payload, string]>([
    [{ as: 'text', text: '${x}' }, 'no variable "x"'],
    [{ as: 'json', json: '${x}' }, 'no variable "x"'],
    [{ as: 'file', file: '${x}', opcode: 'text' }, 'no variable "x"'],
    [{ as: 'fragments', fragments: ['${x}', '${x}'], opcode: 'text' }, 'no variable "x"'],
    [{ as: 'hex', hex: '${bad}' }, 'no hexadecimal digit'],
    [{ as: 'base64', base64: 'a' }, 'This is no base64'],
    [{ as: 'file', file: 'absent', opcode: 'binary' }, 'The file absent cannot be read: no such file'],
  ])('says what is wrong with %j', async (payload, words) => {
    expect(await encode(payload)).toMatchObject({ problem: expect.stringContaining(words) as string });
  });

  it('reads no file where there is no folder', async () => {
    const encoded = await encodePayload({ as: 'file', file: 'a', opcode: 'text' }, variables, undefined);
    expect(encoded).toMatchObject({ problem: expect.stringContaining('the sequence has no folder') as string });
  });
});

it.each([
  ['', ''],
  ['AP8', '00ff'],
  ['AP8=', '00ff'],
  ['-_8=', 'fbff'],
  ['A P\n8=', '00ff'],
])('reads the base64 %j', (text, hex) => {
  const encoded = base64Of(text);
  expect('pieces' in encoded && Buffer.from(encoded.pieces[0]!).toString('hex')).toBe(hex);
});

it.each(['A', 'A===', 'AB*=', 'AP8=AA'])('refuses the base64 %j', (text) => {
  expect(base64Of(text)).toMatchObject({ problem: expect.stringContaining('no base64') as string });
});
