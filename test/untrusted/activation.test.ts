// First of its suite, in a window where nobody has asked for anything yet: what the extension costs those who only read code.
import assert from 'node:assert/strict';
import threads, { type WorkerOptions } from 'node:worker_threads';
import { type CodeLens, Uri, commands, workspace } from 'vscode';
import { Cleanup, activeExtension, closeEditors, until } from '../support/vscodeHost.ts';

describe('activation', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('lenses start no thread; the panel starts the one of the engine', async () => {
    const begun: (string | undefined)[] = [];
    const { Worker } = threads;
    class Counted extends Worker {
      constructor(script: string | URL, options?: WorkerOptions) {
        begun.push(options?.name);
        super(script, options);
      }
    }
    threads.Worker = Counted;
    cleanup.later(() => (threads.Worker = Worker));

    await activeExtension();
    const code = Uri.joinPath(cleanup.folder(), 'client.ts');
    await workspace.fs.writeFile(code, new TextEncoder().encode('new WebSocket("wss://example.test/chat");\n'));
    await workspace.openTextDocument(code);
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', code);
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Inspect with WebSocket Inspector'],
    );
    await commands.executeCommand('websocketInspector.refreshProfiles');
    assert.deepEqual(begun, []);

    await commands.executeCommand('websocketInspector.open');
    await until(() => begun.length > 0, 'the engine begins');
    await closeEditors();
    assert.deepEqual(begun, ['websocket-inspector-engine']);
  });
});
