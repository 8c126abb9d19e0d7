import { expect, test } from 'vitest';
import { addCollection } from '../../src/profiles/collectionEdit.ts';
import { readProfileFile } from '../../src/profiles/profileFile.ts';
import type { SavedMessage } from '../../src/profiles/savedMessages.ts';

const messages: readonly SavedMessage[] = [
  { name: 'hello', payload: { kind: 'text', text: '{"op":1}' } },
  { name: 'bytes', description: 'two', payload: { kind: 'base64', base64: 'AAE=' } },
];

function added(source: string): string {
  const edited = addCollection(source, 'Chat', messages);
  if (!edited.ok) throw new Error(edited.problem.message);
  return edited.text;
}

test.each(['', '// mine\n', '{}', '{ "profiles": [] }', '\uFEFF{\n  // kept\n  "profiles": [],\n}\n'])(
  'adds to %j',
  (source) => {
    const text = added(source);
    const { collections, problems } = readProfileFile(text);
    expect(problems).toEqual([]);
    expect(collections).toEqual([{ name: 'Chat', messages, collections: [] }]);
    if (source.includes('mine')) expect(text).toContain('// mine');
    if (source.includes('kept')) expect(text).toMatch(/^\uFEFF[^]*\/\/ kept/);
  },
);

test('leaves a collection of that name as it is', () => {
  const { collections } = readProfileFile(added(added(added(''))));
  expect(collections.map(({ name }) => name)).toEqual(['Chat', 'Chat 2', 'Chat 3']);
});

test('writes nothing into a file that cannot be read', () => {
  expect(addCollection('{ "collections": [', 'Chat', messages)).toMatchObject({ ok: false, reason: 'broken' });
  expect(addCollection('{ "collections": {} }', 'Chat', messages)).toMatchObject({
    ok: false,
    problem: { line: 1, column: 18 },
  });
});
