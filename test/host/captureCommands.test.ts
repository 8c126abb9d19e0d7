import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Uri, commands, window } from 'vscode';
import type { CaptureOpened } from '../../src/contract/engineContract.ts';
import { CaptureLibrary } from '../../src/engine/captureLibrary.ts';
import { captureCommands } from '../../src/host/captureCommands.ts';
import { createEngineClient } from '../../src/host/engineClient.ts';
import { Cleanup, activeExtension, workerScript } from '../support/vscodeHost.ts';

/** As this process names its captures. */
const NAME = `2026-01-02-${process.pid}-1.pcapng`;

describe('captureCommands', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  function make(answers: CaptureOpened[] = []) {
    const folder = cleanup.folder().fsPath;
    const library = new CaptureLibrary(folder, () => []);
    const file = join(folder, NAME);
    writeFileSync(file, 'bytes');
    const calls: unknown[] = [];
    const shown: string[] = [];
    let refreshed = 0;
    const all = captureCommands({
      engine: {
        call: ((name: string, params: unknown) => {
          calls.push([name, params]);
          return Promise.resolve(answers.shift());
        }) as never,
      },
      library,
      panels: { showSession: (id) => void shown.push(id) },
      refresh: () => (refreshed += 1),
    });
    const run = (name: string, argument?: unknown): Promise<unknown> =>
      new Promise((resolve) => resolve(all[name]?.(argument)));
    return { folder, library, file, calls, shown, run, refreshed: () => refreshed };
  }

  it('opens the capture of the tree under its title', async () => {
    const { library, file, calls, shown, run } = make([{ kind: 'opened', session: 'session-3' }]);
    await library.describe(file, { title: 'Chat' });
    await run('openCapture', { file });
    assert.deepEqual(calls, [['capture.open', { file, title: 'Chat' }]]);
    assert.deepEqual(shown, ['session-3']);
  });

  it('lets the user choose a file, and one of its connections', async () => {
    const choice = { client: 'a:1', server: 'b:2', url: 'ws://b/', status: 101, frames: 5 };
    const connections = [
      { ...choice, number: 1 },
      { ...choice, number: 4 },
    ];
    const { calls, shown, run } = make([
      { kind: 'choose', connections },
      { kind: 'opened', session: 'session-4' },
    ]);
    cleanup.replace('showOpenDialog', () => Promise.resolve([Uri.file('/elsewhere/tcp.pcap')]));
    cleanup.replace('showQuickPick', (items: readonly unknown[]) => Promise.resolve(items[1]));
    await run('openCapture');
    assert.deepEqual(calls.at(-1), ['capture.open', { file: '/elsewhere/tcp.pcap', title: 'tcp.pcap', connection: 4 }]);
    assert.deepEqual(shown, ['session-4']);
  });

  it('keeps, unkeeps and renames', async () => {
    const { library, file, run, refreshed } = make();
    await run('keepCapture', { file });
    cleanup.replace('showInputBox', () => Promise.resolve('  The bug  '));
    await run('renameCapture', { file });
    assert.deepEqual(
      (await library.list()).map(({ title, kept }) => [title, kept]),
      [['The bug', true]],
    );
    await run('unkeepCapture', { file });
    assert.equal((await library.list())[0]?.kept, false);
    assert.equal(refreshed(), 3);
  });

  it('deletes for good, or brings back', async () => {
    const { file, run, folder } = make();
    let answer: string | undefined = 'Undo';
    cleanup.replace('showInformationMessage', () => Promise.resolve(answer));
    await run('deleteCapture', { file });
    assert.equal(readFileSync(file, 'utf8'), 'bytes');
    answer = undefined;
    await run('deleteCapture', { file });
    assert.equal(existsSync(file), false);
    assert.equal(existsSync(join(folder, 'deleted', NAME)), false);
    await assert.rejects(run('deleteCapture', { file }), /no longer there/);
  });

  it('says so when there is nothing in a file', async () => {
    const log = cleanup.own(window.createOutputChannel('suite: captures', { log: true }));
    const engine = cleanup.own(createEngineClient(await workerScript(), log));
    const all = captureCommands({
      engine,
      library: new CaptureLibrary(cleanup.folder().fsPath, () => []),
      panels: { showSession: () => undefined },
      refresh: () => undefined,
    });
    const missing = Uri.file(join(cleanup.folder().fsPath, 'none.pcap'));
    await assert.rejects(Promise.resolve(all['openCapture']?.(missing)), /no such file/);
  });

  it('is there as commands of VS Code', async () => {
    await activeExtension();
    const names = await commands.getCommands(true);
    for (const name of [
      'openCapture',
      'revealCapture',
      'keepCapture',
      'unkeepCapture',
      'renameCapture',
      'deleteCapture',
    ]) {
      assert.ok(names.includes(`websocketInspector.${name}`), name);
    }
  });
});
