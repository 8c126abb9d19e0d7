import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');

export interface Bundle {
  /** The script, as it is shipped but for its place. */
  readonly script: string;
  remove(): Promise<void>;
}

/** Bundles one of the node programs into a folder of its own. */
export async function bundle(source: 'src/cli.ts' | 'src/worker.ts'): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'wsi-bundle-'));
  const script = join(folder, 'program.js');
  await build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    external: ['bufferutil', 'utf-8-validate'],
    logLevel: 'warning',
  });
  return { script, remove: () => rm(folder, { recursive: true, force: true }) };
}
