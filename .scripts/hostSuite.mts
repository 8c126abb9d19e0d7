// The suite that runs inside an extension host: bundled here, and its counts read here, whichever VS Code runs it.
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { HostResults } from '../test/host/index.ts';
import { SYSTEM_AUTHORITY, makeIdentity } from '../test/support/hostile/certificate.ts';
import { Unmet } from './programs.mts';
import { temporaryFolder } from './temporaryFolder.mts';

export const root = resolve(import.meta.dirname, '..');

export interface HostSuite {
  /** The module whose run() runs the suite. */
  readonly entry: string;
  /** A temporary folder that goes with the suite. */
  readonly folder: string;
  /** An empty folder to open. */
  readonly workspace: string;
  /** The JSON file that the suite leaves its counts in. */
  readonly resultsFile: string;
  /** For the process that becomes the extension host. */
  readonly env: NodeJS.ProcessEnv;
  /** What the suite has counted; undefined when it did not come to its end. */
  results(): Promise<HostResults | undefined>;
  dispose(): void;
}

/** `tests` is the folder with the suite's index and its tests. */
export async function prepareHostSuite(tests = 'test/host'): Promise<HostSuite> {
  if (!existsSync(join(root, 'dist/extension.js')))
    throw new Unmet('dist/extension.js is missing, so there is nothing to test: run npm run build first.');
  const out = join(root, '.vscode-test/host-suite', basename(tests));
  await rm(out, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: [`${tests}/index.ts`, ...globSync(`${tests}/**/*.test.ts`, { cwd: root })],
    outbase: tests,
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'bufferutil', 'utf-8-validate'],
    logLevel: 'warning',
  });
  const folder = temporaryFolder('host');
  const file = join(folder.path, 'results.json');
  const workspace = join(folder.path, 'workspace');
  await mkdir(workspace);
  // An authority that nobody but the system's certificate store of this host knows.
  const authority = makeIdentity({ commonName: SYSTEM_AUTHORITY });
  const [authorityFile, authorityKeyFile] = [join(folder.path, 'authority.pem'), join(folder.path, 'authority.key')];
  await writeFile(authorityFile, authority.certificate);
  await writeFile(authorityKeyFile, authority.key, { mode: 0o600 });
  return {
    entry: join(out, 'index.js'),
    folder: folder.path,
    workspace,
    resultsFile: file,
    env: {
      WSI_HOST_RESULTS: file,
      WSI_SYSTEM_AUTHORITY: authorityFile,
      WSI_SYSTEM_AUTHORITY_KEY: authorityKeyFile,
      // OpenSSL's name for the file of the system's store.
      SSL_CERT_FILE: authorityFile,
    },
    results: async () => (existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as HostResults) : undefined),
    dispose: () => folder.dispose(),
  };
}

/** Prints the counts; the exit status: anything but "some ran and none failed" is a failure. */
export function concludeHostSuite(results: HostResults | undefined): number {
  if (results === undefined) {
    console.error('The suite in the extension host did not come to its end.');
    return 1;
  }
  const { passed, failed, pending } = results;
  console.log(`Extension host: ${passed} passed, ${failed} failed${pending > 0 ? `, ${pending} pending` : ''}.`);
  if (passed + failed === 0) console.error('No test was run in the extension host.');
  return failed === 0 && passed > 0 ? 0 : 1;
}
