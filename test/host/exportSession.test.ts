import assert from 'node:assert/strict';
import { type InputBoxOptions, Uri } from 'vscode';
import type { EngineClient } from '../../src/host/engineClient.ts';
import { exportSession } from '../../src/host/exportSession.ts';
import { sessionSnapshot } from '../support/fakeEngine.ts';
import { Cleanup, workspaceFolder } from '../support/vscodeHost.ts';

const secrets = { values: () => Promise.resolve(['hunter2']) };

describe('exportSession', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const calls: unknown[] = [];
  const engine = {
    call: (name: string, params: unknown) => {
      calls.push([name, params]);
      return Promise.resolve({ ok: true });
    },
  } as unknown as EngineClient;
  const target = Uri.joinPath(workspaceFolder(), 'out.ndjson');

  it('asks for format, filter and file, and has the engine write it', async () => {
    calls.length = 0;
    const checked: unknown[] = [];
    cleanup.replace('showQuickPick', (items: readonly unknown[]) => Promise.resolve(items[1]));
    cleanup.replace('showInputBox', (options: InputBoxOptions) => {
      checked.push(options.validateInput?.('from:'), options.validateInput?.('from:client'));
      return Promise.resolve('from:client');
    });
    cleanup.replace('showSaveDialog', () => Promise.resolve(target));
    assert.equal(await exportSession(engine, sessionSnapshot(), secrets), 'out.ndjson');
    assert.deepEqual(calls, [
      [
        'session.export',
        { session: 'session-1', to: 'ndjson', file: target.fsPath, filter: 'from:client', secrets: ['hunter2'] },
      ],
    ]);
    assert.deepEqual(checked, ['Column 5: "from:" needs a value, such as from:client.', undefined]);
  });

  it('asks for no filter of a pcapng file', async () => {
    calls.length = 0;
    cleanup.replace('showQuickPick', (items: readonly unknown[]) => Promise.resolve(items[2]));
    cleanup.replace('showInputBox', () => Promise.reject(new Error('There is nothing to filter.')));
    cleanup.replace('showSaveDialog', () => Promise.resolve(target));
    await exportSession(engine, sessionSnapshot(), secrets);
    assert.deepEqual(calls, [
      ['session.export', { session: 'session-1', to: 'pcapng', file: target.fsPath, filter: '', secrets: ['hunter2'] }],
    ]);
  });

  it('does nothing when the user gives up', async () => {
    calls.length = 0;
    cleanup.replace('showQuickPick', () => Promise.resolve(undefined));
    assert.equal(await exportSession(engine, sessionSnapshot(), secrets), undefined);
    cleanup.replace('showQuickPick', (items: readonly unknown[]) => Promise.resolve(items[0]));
    cleanup.replace('showInputBox', () => Promise.resolve(undefined));
    assert.equal(await exportSession(engine, sessionSnapshot(), secrets), undefined);
    cleanup.replace('showInputBox', () => Promise.resolve(''));
    cleanup.replace('showSaveDialog', () => Promise.resolve(undefined));
    assert.equal(await exportSession(engine, sessionSnapshot(), secrets), undefined);
    assert.deepEqual(calls, []);
  });
});
