import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Captures kept in the extension's storage; older ones are removed. */
const CAPTURES_KEPT = 20;

export interface CaptureFolder {
  /** A file name that is not in use, sortable by time. */
  newFile(): Promise<string>;
}

/** The folder that captures are written to: readable by its owner only, as captures hold all that was said. */
export function captureFolder(folder: string, now: () => Date = () => new Date()): CaptureFolder {
  let serial = 0;
  return {
    newFile: async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await removeOldest(folder, CAPTURES_KEPT - 1);
      serial += 1;
      const stamp = now().toISOString().replaceAll(':', '-').replace('Z', '');
      return join(folder, `${stamp}-${process.pid}-${serial}.pcapng`);
    },
  };
}

async function removeOldest(folder: string, keep: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pcapng'));
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const old = dated.sort((a, b) => b.at - a.at).slice(keep);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
}
