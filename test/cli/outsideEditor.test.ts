import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { outsideEditor, variableFor } from '../../src/cli/outsideEditor.ts';
import type { OutsideReference } from '../../src/profiles/variables.ts';

const inputs = [
  { id: 'room', type: 'promptString', default: 'lobby' },
  { id: 'none', type: 'promptString' },
  { id: 'made', type: 'command', command: 'x' },
] as const;
const look = (reference: OutsideReference, env = {}) => outsideEditor(inputs, env, '/home/me/api')(reference);

test('calls an environment variable by what it stands for', () => {
  expect(variableFor('secret', 'chat-token')).toBe('WSI_SECRET_CHAT_TOKEN');
  expect(variableFor('input', 'Room 2')).toBe('WSI_INPUT_ROOM_2');
});

test('looks for secrets and inputs in the environment, then at the default', () => {
  const env = { WSI_SECRET_A: 's', WSI_INPUT_ROOM: 'r', HOST: 'h' };
  expect(look({ kind: 'secret', name: 'a' }, env)).toEqual({ value: 's' });
  expect(look({ kind: 'input', name: 'room' }, env)).toEqual({ value: 'r' });
  expect(look({ kind: 'input', name: 'room' })).toEqual({ value: 'lobby' });
  expect(look({ kind: 'env', name: 'HOST' }, env)).toEqual({ value: 'h' });
});

test.each([
  [{ kind: 'secret', name: 'a' }, 'WSI_SECRET_A'],
  [{ kind: 'input', name: 'none' }, 'WSI_INPUT_NONE'],
  [{ kind: 'input', name: 'made' }, 'WSI_INPUT_MADE'],
  [{ kind: 'config', name: 'a.b' }, '--var'],
  [{ kind: 'command', name: 'a.b' }, '--var'],
  [{ kind: 'place', name: 'file' }, 'none on the command line'],
  [{ kind: 'place', name: 'workspaceFolder', folder: 'web' }, 'no folder "web"'],
] as const)('says what to do without %j', (reference, words) => {
  const found = look(reference);
  expect(found.value === undefined && found.problem).toContain(words);
});

test('knows the places', () => {
  const of = (name: string, folder?: string) =>
    look({ kind: 'place', name, ...(folder === undefined ? {} : { folder }) }).value;
  expect([of('workspaceFolder'), of('workspaceFolder', 'api'), of('workspaceFolderBasename'), of('userHome')]).toEqual([
    '/home/me/api',
    '/home/me/api',
    'api',
    homedir(),
  ]);
  expect(of('pathSeparator')).toMatch(/^[/\\]$/);
});
