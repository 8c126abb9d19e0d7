import assert from 'node:assert/strict';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { captureFolder } from '../../src/host/captureFolder.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('captureFolder', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('makes the folder for its owner only', async () => {
    const folder = join(cleanup.folder().fsPath, 'captures');
    await captureFolder(folder).newFile();
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it('names files by time, never twice the same', async () => {
    const folder = cleanup.folder().fsPath;
    const captures = captureFolder(folder, () => new Date('2026-01-02T03:04:05.678Z'));
    const files = [await captures.newFile(), await captures.newFile()];
    assert.equal(new Set(files).size, 2);
    for (const file of files) assert.match(basename(file), /^2026-01-02T03-04-05\.678-\d+-\d+\.pcapng$/);
  });

  it('keeps the newest nineteen besides the new one, and nothing that is no capture is touched', async () => {
    const folder = cleanup.folder().fsPath;
    for (let n = 0; n < 25; n += 1) {
      const file = join(folder, `old-${n}.pcapng`);
      writeFileSync(file, '');
      utimesSync(file, 1000 + n, 1000 + n);
    }
    writeFileSync(join(folder, 'notes.txt'), '');
    await captureFolder(folder).newFile();
    const left = readdirSync(folder).filter((name) => name.endsWith('.pcapng'));
    assert.deepEqual(left.sort(), Array.from({ length: 19 }, (_, n) => `old-${n + 6}.pcapng`).sort());
    assert.ok(readdirSync(folder).includes('notes.txt'));
  });
});
