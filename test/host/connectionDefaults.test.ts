import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import { connectionDefaults } from '../../src/host/connectionDefaults.ts';
import { Cleanup, activeExtension } from '../support/vscodeHost.ts';

describe('connectionDefaults', () => {
  const cleanup = new Cleanup();
  before(activeExtension);
  afterEach(cleanup.run);

  it('gives nothing while nothing is set, and what is set', async () => {
    assert.deepEqual(connectionDefaults(), {});
    const settings = workspace.getConfiguration('websocketInspector');
    for (const [name, value] of [
      ['defaults.handshakeTimeout', 1234],
      ['defaults.proxy', 'none'],
    ] as const) {
      await settings.update(name, value, true);
      cleanup.later(() => settings.update(name, undefined, true));
    }
    assert.deepEqual(connectionDefaults(), { handshakeTimeout: 1234, proxy: 'none' });
  });
});
