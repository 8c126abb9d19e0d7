import assert from 'node:assert/strict';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CaptureLibrary } from '../../src/engine/captureLibrary.ts';
import { captureFolder } from '../../src/host/captureFolder.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('captureFolder', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('makes room for the new capture: the newest nineteen of twenty stay besides it', async () => {
    const folder = cleanup.folder().fsPath;
    for (let n = 0; n < 25; n += 1) {
      const file = join(folder, `old-${n}.pcapng`);
      writeFileSync(file, '');
      utimesSync(file, 1000 + n, 1000 + n);
    }
    writeFileSync(join(folder, 'notes.txt'), '');
    const limits = { maxCount: 20, maxBytes: 1e9 };
    const now = (): Date => new Date('2026-01-02T03:04:05.678Z');
    const file = await captureFolder(new CaptureLibrary(folder, () => []), () => limits, now).newFile();
    assert.match(basename(file), /^2026-01-02T03-04-05\.678-\d+-\d+\.pcapng$/);
    const left = readdirSync(folder).filter((name) => name.endsWith('.pcapng'));
    assert.deepEqual(left.sort(), Array.from({ length: 19 }, (_, n) => `old-${n + 6}.pcapng`).sort());
    assert.ok(readdirSync(folder).includes('notes.txt'));
  });
});
