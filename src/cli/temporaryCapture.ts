import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The file to record into: the given one, or one that is removed afterwards. */
export async function captureFile(
  given: string | undefined,
): Promise<{ readonly file: string; remove(): Promise<void> }> {
  if (given !== undefined) return { file: given, remove: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'websocket-inspector-'));
  return { file: join(folder, 'capture.pcapng'), remove: () => rm(folder, { recursive: true, force: true }) };
}
