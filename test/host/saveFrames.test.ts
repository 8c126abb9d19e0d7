import assert from 'node:assert/strict';
import { Uri, workspace } from 'vscode';
import type { EngineClient } from '../../src/host/engineClient.ts';
import { saveFrames } from '../../src/host/saveFrames.ts';
import { Cleanup, workspaceFolder } from '../support/vscodeHost.ts';

/** An engine whose frames hold their number, three times; frame 7 was not recorded. It gives two bytes at once. */
const engine = {
  call: (name: string, params: { frames?: number[]; frame?: number; offset?: number }) => {
    if (name === 'session.payloads') return Promise.resolve(params.frames?.map((frame) => ({ frame, of: 'frame' })));
    const { frame = 0, offset = 0 } = params;
    const bytes = Uint8Array.of(frame, frame, frame).subarray(offset, offset + 2);
    return Promise.resolve({ bytes, total: 3, ...(frame === 7 ? { problem: 'Not recorded.' } : {}) });
  },
} as unknown as EngineClient;

describe('saveFrames', () => {
  const cleanup = new Cleanup();
  const target = (): Uri => Uri.joinPath(workspaceFolder(), 'frames.bin');
  afterEach(async () => {
    await cleanup.run();
    await workspace.fs.delete(target()).then(undefined, () => undefined);
  });

  it('writes the exact bytes, one payload after the other', async () => {
    cleanup.replace('showSaveDialog', () => Promise.resolve(target()));
    assert.equal(await saveFrames(engine, 's1', [1, 200]), 'frames.bin');
    assert.deepEqual([...(await workspace.fs.readFile(target()))], [1, 1, 1, 200, 200, 200]);
  });

  it('writes nothing when the user chooses no file, or when bytes are missing', async () => {
    cleanup.replace('showSaveDialog', () => Promise.resolve(undefined));
    assert.equal(await saveFrames(engine, 's1', [1]), undefined);
    cleanup.replace('showSaveDialog', () => Promise.resolve(target()));
    await assert.rejects(saveFrames(engine, 's1', [1, 7]), /Frame 8: Not recorded. Nothing was written./);
    await assert.rejects(Promise.resolve(workspace.fs.stat(target())));
  });
});
