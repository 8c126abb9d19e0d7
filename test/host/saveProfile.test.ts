import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import type { ProfileStore } from '../../src/host/profileStore.ts';
import { saveProfile } from '../../src/host/saveProfile.ts';
import { Cleanup } from '../support/vscodeHost.ts';

const file = Uri.file('/suite/.vscode/websockets.json');
const echo = { name: 'Echo', url: 'ws://127.0.0.1:1/echo' };

function make(names: readonly string[], result: unknown = { ok: true }) {
  const saves: unknown[] = [];
  const store = {
    all: names.map((name) => ({ profile: { ...echo, name }, source: { file } })),
    fileOf: (scope: string) => (scope === 'workspace' ? file : Uri.file('/user/websockets.json')),
    save: (scope: string, profile: unknown, replace: boolean) => {
      saves.push([scope, profile, replace]);
      return Promise.resolve(result);
    },
  } as unknown as ProfileStore;
  return { store, saves };
}

describe('saveProfile', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('saves a new name without asking', async () => {
    cleanup.replace('showWarningMessage', () => assert.fail('asked'));
    const { store, saves } = make(['Other']);
    assert.deepEqual(await saveProfile(store, 'workspace', echo), { saved: true });
    assert.deepEqual(saves, [['workspace', echo, false]]);
  });

  it('does not ask where the name is taken in another file only', async () => {
    cleanup.replace('showWarningMessage', () => assert.fail('asked'));
    const { store, saves } = make(['Echo']);
    assert.deepEqual(await saveProfile(store, 'user', echo), { saved: true });
    assert.deepEqual(saves, [['user', echo, false]]);
  });

  it('replaces one of its name when the user says so, and not otherwise', async () => {
    const { store, saves } = make(['Echo']);
    const answers = [undefined, 'Replace'];
    const questions: string[] = [];
    cleanup.replace('showWarningMessage', (message: string) => {
      questions.push(message);
      return Promise.resolve(answers.shift());
    });
    assert.deepEqual(await saveProfile(store, 'workspace', echo), { saved: false });
    assert.match(questions[0] ?? '', /"Echo"/);
    assert.deepEqual(saves, []);
    assert.deepEqual(await saveProfile(store, 'workspace', echo), { saved: true });
    assert.deepEqual(saves, [['workspace', echo, true]]);
  });

  it('tells why it could not be saved', async () => {
    const { store } = make([], { ok: false, problem: 'line 1, column 3: …' });
    assert.deepEqual(await saveProfile(store, 'workspace', echo), { saved: false, problem: 'line 1, column 3: …' });
  });
});
