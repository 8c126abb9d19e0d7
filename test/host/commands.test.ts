import assert from 'node:assert/strict';
import { TabInputWebview, Uri, commands, env, window, workspace } from 'vscode';
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
const panelIsOpen = (): boolean =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof TabInputWebview && input.viewType.includes('websocketInspector.panel'));

describe('commands', () => {
  const cleanup = new Cleanup();
  before(activeExtension);
  afterEach(async () => {
    await closeEditors();
    await cleanup.run();
    await workspace.fs.delete(file(), { useTrash: false }).then(undefined, () => undefined);
  });

  const withProfiles = async (): Promise<void> => {
    const profiles = [
      { name: 'Echo', url: 'ws://127.0.0.1:1/echo' },
      { name: 'Second', url: 'ws://127.0.0.1:1/second' },
    ];
    await writeFile(file(), JSON.stringify({ profiles }));
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

  it('opens the inspector', async () => {
    await run('open', 'ws://127.0.0.1:1/echo');
    await until(panelIsOpen, 'the panel');
  });

  it('begins a profile file with what belongs in it', async () => {
    await run('openWorkspaceProfiles');
    assert.equal(window.activeTextEditor?.document.uri.toString(), file().toString());
    assert.match(await readFile(file()), /"profiles": \[\]/);
  });

  it('copies the address of a profile', async () => {
    await withProfiles();
    await run('copyUrl', 'Second');
    assert.equal(await env.clipboard.readText(), 'ws://127.0.0.1:1/second');
  });

  it('lets the user choose a profile where none is given', async () => {
    await withProfiles();
    let offered: readonly { readonly label: string }[] = [];
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string }[]) => {
      offered = items;
      return Promise.resolve(items[0]);
    });
    await run('copyUrl');
    assert.deepEqual(
      offered.map(({ label }) => label),
      ['Echo', 'Second'],
    );
    assert.equal(await env.clipboard.readText(), 'ws://127.0.0.1:1/echo');
  });

  it('says which profile it does not know', async () => {
    const shown = errors();
    await run('connectProfile', 'Nobody');
    assert.deepEqual(shown, ['There is no profile "Nobody".']);
  });

  it('says what to do where there is no profile yet', async () => {
    await run('refreshProfiles');
    const shown = errors();
    await run('connectProfile');
    assert.match(shown[0] ?? '', /no profiles yet/);
  });

  it('deletes a profile, and brings it back', async () => {
    await withProfiles();
    const shown = errors();
    let answer: string | undefined = 'Undo';
    cleanup.replace('showInformationMessage', () => Promise.resolve(answer));
    await run('deleteProfile', 'Echo');
    assert.match(await readFile(file()), /"Echo"/);
    answer = undefined;
    await run('deleteProfile', 'Echo');
    assert.deepEqual(shown, []);
    const left = await readFile(file());
    assert.ok(!left.includes('"Echo"') && left.includes('"Second"'), left);
  });

  it('connects to a profile', async () => {
    cleanup.replace('showInformationMessage', () => Promise.resolve(undefined));
    const url = String(await run('startDemo'));
    cleanup.later(() => run('stopDemo'));
    await writeFile(file(), JSON.stringify({ profiles: [{ name: 'Demo', url: `${url}/echo` }] }));
    await run('refreshProfiles');
    const shown = errors();
    await run('connectProfile', 'Demo');
    await until(panelIsOpen, 'the panel');
    assert.deepEqual(shown, []);
  });

  it('starts the demo server, and stops it', async () => {
    cleanup.replace('showInformationMessage', () => Promise.resolve(undefined));
    const url = String(await run('startDemo'));
    const http = url.replace('ws:', 'http:');
    assert.match(await (await fetch(`${http}/`)).text(), /\/echo/);
    await run('stopDemo');
    await assert.rejects(fetch(`${http}/`));
  });
});
