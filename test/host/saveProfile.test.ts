import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import type { ProfileStore, Scope } from '../../src/host/profileStore.ts';
import { saveProfile as save } from '../../src/host/saveProfile.ts';
import type { Profile } from '../../src/profiles/profile.ts';
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
  const kept = new Map<string, string>();
  const secrets = {
    set: (name: string, value: string) => Promise.resolve(void kept.set(name, value)),
    delete: (name: string) => Promise.resolve(void kept.delete(name)),
    freeName: (wanted: string) => wanted,
  };
  const saveProfile = (_: ProfileStore, scope: Scope, profile: Profile, edits?: boolean) =>
    save(store, secrets, scope, profile, edits);
  return { store, saves, kept, saveProfile };
}

describe('saveProfile', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('saves a new name without asking', async () => {
    cleanup.replace('showWarningMessage', () => assert.fail('asked'));
    const { store, saves, saveProfile } = make(['Other']);
    assert.deepEqual(await saveProfile(store, 'workspace', echo), { saved: true, profile: echo });
    assert.deepEqual(saves, [['workspace', echo, false]]);
  });

  it('does not ask where the name is taken in another file only', async () => {
    cleanup.replace('showWarningMessage', () => assert.fail('asked'));
    const { store, saves, saveProfile } = make(['Echo']);
    assert.deepEqual(await saveProfile(store, 'user', echo), { saved: true, profile: echo });
    assert.deepEqual(saves, [['user', echo, false]]);
  });

  it('replaces the profile that is edited without asking', async () => {
    cleanup.replace('showWarningMessage', () => assert.fail('asked'));
    const { store, saves, saveProfile } = make(['Echo']);
    assert.equal((await saveProfile(store, 'workspace', echo, true)).saved, true);
    assert.deepEqual(saves, [['workspace', echo, true]]);
  });

  it('replaces one of its name when the user says so, and not otherwise', async () => {
    const { store, saves, saveProfile } = make(['Echo']);
    const answers = [undefined, 'Replace'];
    const questions: string[] = [];
    cleanup.replace('showWarningMessage', (message: string) => {
      questions.push(message);
      return Promise.resolve(answers.shift());
    });
    assert.deepEqual(await saveProfile(store, 'workspace', echo), { saved: false });
    assert.match(questions[0] ?? '', /"Echo"/);
    assert.deepEqual(saves, []);
    assert.deepEqual(await saveProfile(store, 'workspace', echo), { saved: true, profile: echo });
    assert.deepEqual(saves, [['workspace', echo, true]]);
  });

  it('tells why it could not be saved', async () => {
    const { store, saveProfile } = make([], { ok: false, problem: 'line 1, column 3: …' });
    assert.deepEqual(await saveProfile(store, 'workspace', echo), { saved: false, problem: 'line 1, column 3: …' });
  });

  const secret = {
    ...echo,
    url: `${echo.url}?token=t0psecret`,
    headers: [['Authorization', 'Bearer t0psecret']] as const,
  };

  it('writes no secret, keeps each, and tells under which name', async () => {
    const { store, saves, kept, saveProfile } = make([]);
    const asked: unknown[][] = [];
    const told: string[] = [];
    cleanup.replace('showWarningMessage', (...args: unknown[]) => {
      asked.push(args);
      return Promise.resolve('Keep as Secrets');
    });
    cleanup.replace('showInformationMessage', (message: string) => {
      told.push(message);
      return Promise.resolve(undefined);
    });
    assert.equal((await saveProfile(store, 'workspace', secret)).saved, true);
    assert.deepEqual(asked, [
      [
        "token in the URL and Authorization hold secrets; profile files are plain text and often shared. VS Code's secret storage keeps what only you should know, and the file refers to it by ${secret:…}.",
        { modal: true },
        'Keep as Secrets',
      ],
    ]);
    assert.doesNotMatch(JSON.stringify([saves, told]), /t0psecret/);
    assert.deepEqual(saves, [
      [
        'workspace',
        {
          ...echo,
          url: `${echo.url}?token=\${secret:echo-token}`,
          headers: [['Authorization', '${secret:echo-authorization}']],
        },
        false,
      ],
    ]);
    assert.deepEqual(told, [
      'Kept in the secret storage: token in the URL as "echo-token" and Authorization as "echo-authorization". "Manage Secrets" changes and removes them.',
    ]);
    assert.deepEqual(
      [...kept],
      [
        ['echo-token', 't0psecret'],
        ['echo-authorization', 'Bearer t0psecret'],
      ],
    );
  });

  it('names a single secret, and saves nothing when the user gives up', async () => {
    const { store, saves, saveProfile } = make([]);
    const asked: string[] = [];
    cleanup.replace('showWarningMessage', (message: string) => {
      asked.push(message);
      return Promise.resolve(undefined);
    });
    cleanup.replace('showInformationMessage', () => assert.fail('told'));
    assert.deepEqual(await saveProfile(store, 'user', { ...secret, url: echo.url }), { saved: false });
    assert.match(asked[0] ?? '', /^Authorization holds a secret; profile files are plain text and often shared\./);
    assert.deepEqual(saves, []);
  });

  it('keeps no secret where saving failed', async () => {
    const { store, saveProfile, kept } = make([], { ok: false, problem: 'line 1, column 3: …' });
    cleanup.replace('showWarningMessage', () => Promise.resolve('Keep as Secrets'));
    cleanup.replace('showInformationMessage', () => assert.fail('told'));
    assert.deepEqual(await saveProfile(store, 'user', secret), { saved: false, problem: 'line 1, column 3: …' });
    assert.deepEqual([...kept], []);
  });
});
