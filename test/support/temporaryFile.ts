import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The path of a file that does not exist yet, in a folder of its own that goes with the test. */
export function temporaryFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'wsi-test-'));
  // What a capture began to write may still come into the folder while it is removed: tried again then.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return join(folder, name);
}
