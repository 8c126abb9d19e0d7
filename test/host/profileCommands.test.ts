import assert from 'node:assert/strict';
import { Uri, commands, env, window, workspace } from 'vscode';
import {
  Cleanup,
  activeExtension,
  closeEditors,
  readFile,
  until,
  workspaceFolder,
  writeFile,
} from '../support/vscodeHost.ts';

const file = (): Uri => Uri.joinPath(workspaceFolder(), '.vscode/websockets.json');
const run = (name: string, argument?: unknown): Thenable<unknown> =>
  commands.executeCommand(`websocketInspector.${name}`, argument);

describe('profileCommands', () => {
  const cleanup = new Cleanup();
  before(activeExtension);
  afterEach(async () => {
    await closeEditors();
    await cleanup.run();
    await workspace.fs.delete(file(), { useTrash: false }).then(undefined, () => undefined);
  });

  const text = `{
  // ours
  "profiles": [
    { "name": "Echo", "url": "ws://127.0.0.1:1/echo" }, // the first
    { "name": "Second", "extends": "Echo" }
  ]
}
`;
  const begin = async (): Promise<void> => {
    await writeFile(file(), text);
    await run('refreshProfiles');
  };
  const errors = (): string[] => {
    const shown: string[] = [];
    cleanup.replace('showErrorMessage', (message: string) => {
      shown.push(message);
      return Promise.resolve(undefined);
    });
    return shown;
  };

  it('duplicates a profile with what it extends', async () => {
    await begin();
    assert.equal(await run('duplicateProfile', 'Second'), 'Second copy');
    const after = await readFile(file());
    assert.ok(after.includes('{ "name": "Second copy", "extends": "Echo" }') && after.includes('// the first'), after);
  });

  it('renames a profile, and those that extend it follow', async () => {
    await begin();
    cleanup.replace('showInputBox', (options: { readonly validateInput: (text: string) => unknown }) => {
      assert.equal(options.validateInput('Second'), 'There is a profile of this name in the file.');
      assert.equal(options.validateInput(' '), 'Give it a name.');
      assert.equal(options.validateInput('Echo 2'), undefined);
      return Promise.resolve('Echo 2');
    });
    await run('renameProfile', 'Echo');
    assert.equal(await readFile(file()), text.replaceAll('"Echo"', '"Echo 2"'));
  });

  it('deletes a profile, and brings it back as it was', async () => {
    await begin();
    cleanup.replace('showInformationMessage', () => Promise.resolve('Undo'));
    await run('deleteProfile', 'Echo');
    assert.equal(await readFile(file()), text);
    cleanup.replace('showInformationMessage', () => Promise.resolve(undefined));
    await run('deleteProfile', 'Second');
    assert.ok(!(await readFile(file())).includes('"Second"'));
  });

  it('moves a profile to where it is wanted, with its comments', async () => {
    await begin();
    let offered: readonly { readonly label: string; readonly file: string }[] = [];
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string; readonly file: string }[]) => {
      offered = items;
      return Promise.resolve(undefined);
    });
    await run('moveProfile', 'Second');
    assert.equal(await readFile(file()), text);
    assert.ok(offered.some(({ label }) => label === 'For me, everywhere'));
    assert.ok(!offered.some((place) => place.file === file().toString()));
    const target = Uri.joinPath(cleanup.folder(), 'other.json');
    cleanup.replace('showQuickPick', () => Promise.resolve({ file: target.toString() }));
    await run('moveProfile', 'Second');
    assert.ok(!(await readFile(file())).includes('"Second"'));
    assert.match(await readFile(target), /"Second"/);
  });

  it('shows a profile in its file', async () => {
    await begin();
    await run('editProfileInFile', { name: 'Second', file: file().toString() });
    assert.equal(window.activeTextEditor?.selection.start.line, 4);
  });

  it('copies the address that a profile takes over', async () => {
    await begin();
    await run('copyUrl', 'Second');
    assert.equal(await env.clipboard.readText(), 'ws://127.0.0.1:1/echo');
  });

  it('connects by a command with arguments, and says what is wrong with them', async () => {
    cleanup.replace('showInformationMessage', () => Promise.resolve(undefined));
    const url = String(await run('startDemo'));
    cleanup.later(() => run('stopDemo'));
    const shown = errors();
    const answer = (await run('connect', { url: `${url}/echo`, deflate: false })) as { readonly session: string };
    assert.match(answer.session, /./);
    assert.equal(shown.length, 0);
    await run('connect', { url: `${url}/echo`, deflat: false });
    assert.match(shown.join(), /Did you mean "deflate"/);
  });

  it('takes the address of a demo server over from another profile', async () => {
    cleanup.replace('showInformationMessage', () => Promise.resolve(undefined));
    const url = String(await run('startDemo'));
    cleanup.later(() => run('stopDemo'));
    await writeFile(
      file(),
      JSON.stringify({
        variables: { host: url },
        profiles: [
          { name: 'base', url: '${host}/echo' },
          { name: 'two', extends: 'base' },
        ],
      }),
    );
    await run('refreshProfiles');
    const shown = errors();
    await run('connectProfile', 'two');
    assert.deepEqual(shown, []);
    await until(async () => (await workspace.fs.stat(file())).size > 0, 'the file');
  });
});
