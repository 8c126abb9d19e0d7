import { expect, it } from 'vitest';
import { readRows } from '../../src/replay/rows.ts';
import type { Json } from '../../src/replay/sequence.ts';
import { bytesOf } from './fakes.ts';

const variables = new Map<string, Json>([['n', 7]]);
const file = (content: string) => (path: string) =>
  path === 'a7.csv' ? Promise.resolve(bytesOf(content)) : Promise.reject(new Error('absent'));

it('fills variables into rows of the file', async () => {
  expect(await readRows([{ a: '${n}' }], variables, undefined)).toEqual({ rows: [{ a: 7 }] });
  expect(await readRows([{ a: '${x}' }], variables, undefined)).toMatchObject({
    problem: expect.any(String) as string,
  });
});

it('reads CSV as RFC 4180 has it', async () => {
  const csv = '\uFEFFuser,note\r\nann,"a ""b"", c"\r\n\r\nbob,"two\nlines"\r\n';
  expect(await readRows({ csv: 'a${n}.csv' }, variables, file(csv))).toEqual({
    rows: [
      { user: 'ann', note: 'a "b", c' },
      { user: 'bob', note: 'two\nlines' },
    ],
  });
});

it.each([
  ['a${n}.csv', 'a,b\n1', 'The rows of a7.csv cannot be read: Invalid Record Length'],
  ['b.csv', '', 'The rows of b.csv cannot be read: absent'],
  ['${x}', '', 'no variable "x"'],
])('says what is wrong with %s', async (csv, content, words) => {
  expect(await readRows({ csv }, variables, file(content))).toMatchObject({
    problem: expect.stringContaining(words) as string,
  });
});

it('reads no file where there is no folder', async () => {
  expect(await readRows({ csv: 'a.csv' }, variables, undefined)).toMatchObject({
    problem: expect.stringContaining('has no folder') as string,
  });
});
