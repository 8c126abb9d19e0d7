import { expect, test } from 'vitest';
import { addCollection, addMessage } from '../../src/profiles/collectionEdit.ts';
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

const hello: SavedMessage = { name: 'hello', payload: { kind: 'text', text: 'hi' } };

test.each([
  '',
  '// mine\n',
  '{}',
  '{ "profiles": [] }',
  '{ "messages": [] }',
  '\uFEFF{\n  // kept\n  "messages": [],\n}\n',
])('a message is added to %j', (source) => {
  const edited = addMessage(source, hello);
  if (!edited.ok) throw new Error(edited.problem.message);
  const { messages: saved, problems } = readProfileFile(edited.text);
  expect([saved, problems]).toEqual([[hello], []]);
  for (const comment of ['// mine', '// kept']) if (source.includes(comment)) expect(edited.text).toContain(comment);
});

test('a message of a name that is taken gets a number', () => {
  const once = addMessage('', hello);
  const twice = addMessage(once.ok ? once.text : '', hello);
  expect(readProfileFile(twice.ok ? twice.text : '').messages.map(({ name }) => name)).toEqual(['hello', 'hello 2']);
});

test('a message is added to a collection, which is made when there is none', () => {
  const made = addMessage('', hello, 'Chat');
  const again = addMessage(made.ok ? made.text : '', { ...hello, name: 'bye' }, 'Chat');
  const { collections, problems } = readProfileFile(again.ok ? again.text : '');
  expect(problems).toEqual([]);
  expect(collections.map(({ name, messages: saved }) => [name, saved.map((one) => one.name)])).toEqual([
    ['Chat', ['hello', 'bye']],
  ]);
});

test('no message is written into a file that cannot be read', () => {
  expect(addMessage('{ "messages": [', hello)).toMatchObject({ ok: false, reason: 'broken' });
  expect(addMessage('{ "messages": {} }', hello)).toMatchObject({ ok: false, problem: { line: 1, column: 15 } });
});
