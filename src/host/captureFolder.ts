import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Captures kept in the extension's storage; older ones are removed. */
const CAPTURES_KEPT = 20;

export interface CaptureFolder {
  /** A file name that is not in use, sortable by time. */
  newFile(): Promise<string>;
  /** Keeps what became of a run beside its capture, for as long as the capture is kept. */
  keepResult(captureFile: string, result: object): Promise<void>;
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
    keepResult: (captureFile, result) =>
      writeFile(resultFile(captureFile), `${JSON.stringify(result, null, 2)}\n`, { mode: 0o600 }),
  };
}

async function removeOldest(folder: string, keep: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pcapng'));
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const old = dated.sort((a, b) => b.at - a.at).slice(keep);
  const files = old.map(({ name }) => join(folder, name)).flatMap((file) => [file, resultFile(file)]);
  await Promise.all(files.map((file) => rm(file, { force: true })));
}

function resultFile(captureFile: string): string {
  return captureFile.replace(/\.pcapng$/, '.result.json');
}
