import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  dispose(): void;
}

/** A fresh folder that goes with its owner, at the latest with this process. */
export function temporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `wsi-${name}-`));
  const dispose = (): void => {
    process.removeListener('exit', dispose);
    // A program that has just been ended may still be writing its last lines.
    rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  process.once('exit', dispose);
  return { path, dispose };
}
