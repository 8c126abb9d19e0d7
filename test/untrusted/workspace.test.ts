// A window as a user meets it: a workspace of two folders that nobody trusts yet.
import assert from 'node:assert/strict';
import { DataTransfer, Uri, commands, window, workspace } from 'vscode';
import type { InspectorApi } from '../../src/host/api.ts';
import { ProfileDrag } from '../../src/host/profileDrag.ts';
import { ProfileStore } from '../../src/host/profileStore.ts';
import { Cleanup, activeExtension, eventually, readFile, until, writeFile } from '../support/vscodeHost.ts';

const run = (name: string, argument?: unknown): Thenable<unknown> =>
  commands.executeCommand(`websocketInspector.${name}`, argument);

function fileOf(name: string): Uri {
  const folder = workspace.workspaceFolders?.find((one) => one.name === name);
  assert.ok(folder, `there is no folder ${name}`);
  return Uri.joinPath(folder.uri, '.vscode/websockets.json');
}

const secret = process.env['WSI_SUITE_SECRET'] ?? 'none';

describe('a workspace of two folders that is not trusted', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);
  const api = async (): Promise<InspectorApi> => (await activeExtension()).exports as InspectorApi;
  const errors = (): string[] => {
    const shown: string[] = [];
    cleanup.replace('showErrorMessage', (message: string) => {
      shown.push(message);
      return Promise.resolve(undefined);
    });
    return shown;
  };
  const names = async () =>
    (await api()).profiles().map(({ name, file }) => `${name} of ${file.split('/').at(-3) ?? ''}`);

  before(async () => {
    await writeFile(
      fileOf('api'),
      JSON.stringify({
        variables: { port: '1' },
        profiles: [
          { name: 'Same', url: 'ws://127.0.0.1:${port}/api' },
          { name: 'Env', url: 'ws://127.0.0.1:1/?x=${env:PATH}' },
          { name: 'Secret', url: 'ws://127.0.0.1:1/?x=${secret:leak}' },
          { name: 'Command', url: 'ws://127.0.0.1:1/?x=${command:suite.mustNotRun}' },
          { name: 'File', url: 'wss://127.0.0.1:1/', tls: { ca: '/etc/passwd' } },
          { name: 'Keys', url: 'wss://127.0.0.1:1/', tls: { keyLogFile: 'keys.log' } },
        ],
      }),
    );
    await writeFile(fileOf('web'), JSON.stringify({ profiles: [{ name: 'Same', url: 'ws://127.0.0.1:1/web' }] }));
    await activeExtension();
    await run('refreshProfiles');
  });

  it('is not trusted, and has two folders', () => {
    assert.equal(workspace.isTrusted, false);
    assert.deepEqual(
      workspace.workspaceFolders?.map(({ name }) => name),
      ['api', 'web'],
    );
  });

  it('shows the profiles of both folders, each with its file', async () => {
    const shown = await names();
    assert.ok(
      shown.includes('Same of api') && shown.includes('Same of web') && shown.includes('Env of api'),
      shown.join(),
    );
  });

  it('runs no command, reads no environment, secret or file for them, and says why', async () => {
    cleanup.own(commands.registerCommand('suite.mustNotRun', () => assert.fail('it was run')));
    for (const name of ['Env', 'Secret', 'Command', 'File', 'Keys']) {
      const shown = errors();
      await run('connectProfile', name);
      assert.match(shown[0] ?? '', /not trusted/, name);
      await cleanup.run();
      cleanup.own(commands.registerCommand('suite.mustNotRun', () => assert.fail('it was run')));
    }
    await assert.rejects(async () => workspace.fs.stat(Uri.joinPath(fileOf('api'), '../../keys.log')));
  });

  it('connects by hand to one that asks for nothing of that', async () => {
    const shown = errors();
    await run('connectProfile', { name: 'Same', file: fileOf('web').toString() });
    assert.deepEqual(shown, []);
    const sessions = async () => (await api()).sessions();
    const session = await eventually(async () => (await sessions()).find(({ title }) => title === 'Same'), 'a session');
    assert.match(session.url, /\/web$/);
    await run('closeSession', session.id);
  });

  it('takes back a deletion, and copies a profile, with its comments', async () => {
    await writeFile(
      fileOf('web'),
      '{\n  "profiles": [\n    {\n      "name": "Moved", // ours\n      "url": "ws://127.0.0.1:1/"\n    }\n  ]\n}\n',
    );
    await run('refreshProfiles');
    cleanup.replace('showInformationMessage', () => Promise.resolve('Undo'));
    await run('deleteProfile', { name: 'Moved', file: fileOf('web').toString() });
    assert.match(await readFile(fileOf('web')), /"Moved", \/\/ ours/);
    assert.equal(await run('duplicateProfile', { name: 'Moved', file: fileOf('web').toString() }), 'Moved copy');
    assert.equal((await readFile(fileOf('web'))).match(/\/\/ ours/g)?.length, 2);
  });

  it('moves a profile that is dragged from one folder to the other, with its comments, and back', async () => {
    const text =
      '{\n  "profiles": [\n    {\n      "name": "Dragged", // ours\n      "url": "ws://127.0.0.1:1/"\n    }\n  ]\n}\n';
    await writeFile(fileOf('web'), text);
    const before = await readFile(fileOf('api'));
    const store = cleanup.own(new ProfileStore(cleanup.folder()));
    await store.refresh();
    assert.deepEqual(
      store.sources.filter(({ scope }) => scope === 'workspace').map(({ label }) => label),
      ['api', 'web'],
    );
    const problems: unknown[] = [];
    const drag = new ProfileDrag(store, (problem) => problems.push(problem));
    const dropOn = async (folder: string): Promise<void> => {
      const [stored, source] = [store.find('Dragged'), store.sourceOf(fileOf(folder))];
      assert.ok(stored && source);
      const transfer = new DataTransfer();
      drag.handleDrag([{ kind: 'profile', stored }], transfer);
      await drag.handleDrop({ kind: 'source', source }, transfer);
    };
    await dropOn('api');
    assert.deepEqual(problems, []);
    assert.match(await readFile(fileOf('api')), /"Dragged", \/\/ ours/);
    assert.doesNotMatch(await readFile(fileOf('web')), /Dragged|ours/);
    assert.deepEqual(store.find('Dragged')?.source.label, 'api');
    await run('refreshProfiles');
    assert.deepEqual(
      (await names()).filter((name) => name.startsWith('Dragged')),
      ['Dragged of api'],
    );
    await dropOn('web');
    assert.deepEqual(problems, []);
    assert.match(await readFile(fileOf('web')), /"Dragged", \/\/ ours/);
    assert.deepEqual(JSON.parse(await readFile(fileOf('api'))), JSON.parse(before));
  });

  it('keeps secrets where no file is, also while a connection that uses one is tried', async () => {
    assert.match(secret, /^suite-secret-/);
    const answers = ['suite-token', secret];
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string }[]) =>
      Promise.resolve(items.find(({ label }) => label.includes('New secret'))),
    );
    cleanup.replace('showInputBox', () => Promise.resolve(answers.shift()));
    cleanup.replace('showInformationMessage', () => Promise.resolve(undefined));
    await run('manageSecrets');
    await run('openUserProfiles');
    const user = window.activeTextEditor?.document.uri;
    assert.ok(user);
    const profile = {
      name: 'Mine',
      url: 'ws://127.0.0.1:1/?token=${secret:suite-token}',
      headers: { Authorization: 'Bearer ${secret:suite-token}' },
    };
    await writeFile(user, JSON.stringify({ profiles: [profile] }));
    await run('refreshProfiles');
    const shown = errors();
    // The user's own profile may have it, in this workspace as well.
    await run('connectProfile', 'Mine');
    assert.deepEqual(shown, []);
    const failed = async () =>
      (await api()).sessions().find(({ title, state }) => title === 'Mine' && state === 'failed');
    const session = await eventually(failed, 'the failed session');
    assert.ok(!JSON.stringify(session).includes(secret));
    await until(async () => (await readFile(user)).includes('Mine'), 'the profile');
  });
});
