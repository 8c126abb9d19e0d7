import assert from 'node:assert/strict';
import { type CodeLens, Uri, commands, workspace } from 'vscode';
import { Cleanup, activeExtension, closeEditors, until, writeFile } from '../support/vscodeHost.ts';

describe('sequence lenses', () => {
  const cleanup = new Cleanup();
  afterEach(closeEditors);
  afterEach(cleanup.run);

  it('stand above a sequence, each with a command that is there', async () => {
    await activeExtension();
    const file = Uri.joinPath(cleanup.folder(), 'x.wsseq.json');
    await writeFile(file, '{ "url": "ws://127.0.0.1:9/", "steps": [] }\n');
    await workspace.openTextDocument(file);
    let lenses: readonly CodeLens[] = [];
    await until(async () => {
      lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', file);
      return lenses.length > 0;
    }, 'the lenses');
    const titles = lenses.map(({ command }) => command?.title);
    assert.deepEqual(titles.slice(0, 4), ['$(play) Run', 'Run on profile…', 'Step by step', 'Record more…']);
    const known = new Set(await commands.getCommands(true));
    for (const { command } of lenses) assert.ok(known.has(command?.command ?? ''), command?.command);
  });
});
