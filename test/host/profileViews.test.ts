import assert from 'node:assert/strict';
import { type CodeLens, Uri, commands, tasks, window, workspace } from 'vscode';
import { TASK_TYPE } from '../../src/host/connectTask.ts';
import { activeExtension, closeEditors, until, workspaceFolder, writeFile } from '../support/vscodeHost.ts';

const file = (): Uri => Uri.joinPath(workspaceFolder(), '.vscode/websockets.json');

describe('profileViews', () => {
  before(activeExtension);
  afterEach(async () => {
    await closeEditors();
    await workspace.fs.delete(file(), { useTrash: false }).then(undefined, () => undefined);
  });

  const lenses = async (uri: Uri): Promise<string[]> =>
    (await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri)).map(
      ({ command }) => command?.title ?? '',
    );

  it('has lenses on addresses in code', async () => {
    const script = Uri.joinPath(workspaceFolder(), 'lens.js');
    await writeFile(script, 'new WebSocket("ws://127.0.0.1:1/echo");\n');
    await window.showTextDocument(script);
    await until(async () => (await lenses(script)).includes('Inspect with WebSocket Inspector'), 'the lens');
    await workspace.fs.delete(script, { useTrash: false });
  });

  it('has lenses, tasks and a schema for the profiles of a file', async () => {
    await writeFile(file(), '{ "profiles": [ { "name": "Lens", "url": "ws://127.0.0.1:1/" } ] }');
    await commands.executeCommand('websocketInspector.refreshProfiles');
    await window.showTextDocument(file());
    await until(async () => (await lenses(file())).includes('$(plug) Connect'), 'the lens');
    const found = await tasks.fetchTasks({ type: TASK_TYPE });
    assert.deepEqual(
      found.map(({ name }) => name),
      ['connect to Lens'],
    );
  });
});
