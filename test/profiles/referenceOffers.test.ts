import { expect, test } from 'vitest';
import { type KnownReferences, referenceAt, referenceOffers } from '../../src/profiles/referenceOffers.ts';

const known: KnownReferences = {
  sets: [
    { label: 'the environment "staging"', values: { host: 's.test' } },
    { label: 'this file', values: { host: 'h.test', token: 'hunter2' } },
  ],
  inputs: [{ id: 'room', description: 'Which room?' }, { id: 'seat' }],
  secrets: ['chat'],
  env: ['HOME'],
  settings: ['http.proxy'],
  folders: ['api'],
};
const show = (name: string, value: string): string => (name === 'token' ? '•••' : value);
const offered = (written: string) =>
  referenceOffers(written, known, show).map(({ name, detail }) => `${name} | ${detail}`);

test('offers variables first, each from where it counts, then kinds and places', () => {
  const offers = offered('ho');
  expect(offers.slice(0, 3)).toEqual([
    'host | s.test, from the environment "staging"',
    'token | •••, from this file',
    "secret: | a secret of VS Code's secret storage",
  ]);
  expect(offers).toContain('userHome | path of your home folder');
  expect(
    referenceOffers('', known, show)
      .filter(({ partial }) => partial)
      .map(({ name }) => name),
  ).toEqual([...['secret:', 'input:', 'env:', 'config:', 'command:', 'workspaceFolder:']]);
});

test.each([
  ['secret:', ['secret:chat | secret']],
  ['input:r', ['input:room | Which room?', 'input:seat | input']],
  ['env:', ['env:HOME | environment variable']],
  ['config:http', ['config:http.proxy | setting']],
  ['workspaceFolder:', ['workspaceFolder:api | folder']],
  ['command:', []],
  ['nonsense:', []],
])('after %s its names', (written, offers) => expect(offered(written)).toEqual(offers));

test.each([
  ['"ws://${ho', 10, { written: 'ho', end: 10 }],
  ['"ws://${host}/x"', 10, { written: 'ho', end: 13 }],
  ['"${a}${b', 8, { written: 'b', end: 8 }],
  ['"${a}b', 6, undefined],
  ['"$", "{', 7, undefined],
  ['"${ho", "x": "}"', 5, { written: 'ho', end: 5 }],
])('%s at %i', (line, character, found) => expect(referenceAt(line, character)).toEqual(found));
