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

  const secret = {
    ...echo,
    url: `${echo.url}?token=t0psecret`,
    headers: [['Authorization', 'Bearer t0psecret']] as const,
  };

  it('writes no secret, and tells which variables to set', async () => {
    const { store, saves } = make([]);
    const asked: unknown[][] = [];
    const told: string[] = [];
    cleanup.replace('showWarningMessage', (...args: unknown[]) => {
      asked.push(args);
      return Promise.resolve('Save with ${env:…}');
    });
    cleanup.replace('showInformationMessage', (message: string) => {
      told.push(message);
      return Promise.resolve(undefined);
    });
    assert.deepEqual(await saveProfile(store, 'workspace', secret), { saved: true });
    assert.deepEqual(asked, [
      [
        'token in the URL and Authorization hold secrets; profile files are plain text and often shared.',
        { modal: true },
        'Save with ${env:…}',
      ],
    ]);
    assert.doesNotMatch(JSON.stringify([saves, told]), /t0psecret/);
    assert.deepEqual(saves, [
      [
        'workspace',
        {
          ...echo,
          url: `${echo.url}?token=\${env:WEBSOCKET_TOKEN}`,
          headers: [['Authorization', '${env:WEBSOCKET_AUTHORIZATION}']],
        },
        false,
      ],
    ]);
    assert.deepEqual(told, [
      'Before you start the editor to use "Echo", set the environment variables WEBSOCKET_TOKEN (token in the URL) and WEBSOCKET_AUTHORIZATION (Authorization).',
    ]);
  });

  it('names a single secret, and saves nothing when the user gives up', async () => {
    const { store, saves } = make([]);
    const asked: string[] = [];
    cleanup.replace('showWarningMessage', (message: string) => {
      asked.push(message);
      return Promise.resolve(undefined);
    });
    cleanup.replace('showInformationMessage', () => assert.fail('told'));
    assert.deepEqual(await saveProfile(store, 'user', { ...secret, url: echo.url }), { saved: false });
    assert.deepEqual(asked, ['Authorization holds a secret; profile files are plain text and often shared.']);
    assert.deepEqual(saves, []);
  });

  it('says no variables where saving failed', async () => {
    const { store } = make([], { ok: false, problem: 'line 1, column 3: …' });
    cleanup.replace('showWarningMessage', () => Promise.resolve('Save with ${env:…}'));
    cleanup.replace('showInformationMessage', () => assert.fail('told'));
    assert.deepEqual(await saveProfile(store, 'user', secret), { saved: false, problem: 'line 1, column 3: …' });
  });
});
