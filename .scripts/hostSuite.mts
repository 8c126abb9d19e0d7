// The suites that run inside an extension host: bundled here, and their counts read here, whichever VS Code runs them. Afterwards no
// file may have the secret in it that they gave to the secret storage.
import { randomUUID } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { HostResults } from '../test/host/index.ts';
import { SYSTEM_AUTHORITY, makeIdentity } from '../test/support/hostile/certificate.ts';
import { filesWithSecret } from './leaks.mts';
import { Unmet } from './programs.mts';
import { temporaryFolder } from './temporaryFolder.mts';

export const root = resolve(import.meta.dirname, '..');

interface Run {
  readonly tests: string;
  /** Starts as for a user: the workspace is not trusted yet. Then it also has two folders. */
  readonly untrusted: boolean;
}

const runs: readonly Run[] = [
  { tests: 'test/host', untrusted: false },
  { tests: 'test/untrusted', untrusted: true },
];

/** Settings of the user without which an untrusted workspace asks before anything is seen. */
export const askNothing = {
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** A value that may be in the secret storage, and in no file. */
const secret = `suite-secret-${randomUUID()}`;

export interface HostSuite {
  /** The module whose run() runs the suite. */
  readonly entry: string;
  /** What to open: an empty folder, or a `.code-workspace` file. */
  readonly workspace: string;
  /** Where VS Code keeps settings and state. */
  readonly userDataDir: string;
  readonly untrusted: boolean;
  /** For the process that becomes the extension host. */
  readonly env: NodeJS.ProcessEnv;
  /** What the suite has counted, a secret in a file as one failure more; undefined when it did not come to its end. */
  results(): Promise<HostResults | undefined>;
  dispose(): void;
}

/**
 * Has each suite run in a VS Code, one after the other, and prints what they counted together; the exit status. `runIn` resolves when
 * that VS Code has ended, with what else it said, which is printed when something failed.
 */
export async function runHostSuites(runIn: (suite: HostSuite) => Promise<string>): Promise<number> {
  const counts = { passed: 0, failed: 0, pending: 0 };
  for (const run of runs) {
    const suite = await prepareHostSuite(run);
    try {
      const said = await runIn(suite);
      const results = await suite.results();
      if ((results === undefined || results.failed > 0) && said !== '') console.error(`VS Code said:\n${said}`);
      if (results === undefined) return concludeHostSuite(undefined);
      counts.passed += results.passed;
      counts.failed += results.failed;
      counts.pending += results.pending;
    } finally {
      suite.dispose();
    }
  }
  // For whoever sums up the stages.
  const report = process.env['WSI_HOST_REPORT'];
  if (report !== undefined) await writeFile(report, JSON.stringify(counts));
  return concludeHostSuite(counts);
}

async function prepareHostSuite({ tests, untrusted }: Run): Promise<HostSuite> {
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
  const opened = join(folder.path, 'workspace');
  const userDataDir = join(folder.path, 'vscode');
  await mkdir(opened);
  // An authority that nobody but the system's certificate store of this host knows.
  const authority = makeIdentity({ commonName: SYSTEM_AUTHORITY });
  const [authorityFile, authorityKeyFile] = [join(folder.path, 'authority.pem'), join(folder.path, 'authority.key')];
  await writeFile(authorityFile, authority.certificate);
  await writeFile(authorityKeyFile, authority.key, { mode: 0o600 });
  return {
    entry: join(out, 'index.js'),
    workspace: untrusted ? await twoFolders(opened) : opened,
    userDataDir,
    untrusted,
    env: {
      WSI_HOST_RESULTS: file,
      WSI_SUITE_SECRET: secret,
      WSI_SYSTEM_AUTHORITY: authorityFile,
      WSI_SYSTEM_AUTHORITY_KEY: authorityKeyFile,
      // OpenSSL's name for the file of the system's store.
      SSL_CERT_FILE: authorityFile,
    },
    results: async () => {
      if (!existsSync(file)) return undefined;
      const results = JSON.parse(await readFile(file, 'utf8')) as HostResults;
      const leaks = [opened, userDataDir].flatMap((searched) => filesWithSecret(searched, secret));
      if (leaks.length === 0) return results;
      console.error(`A secret stands in:\n${leaks.join('\n')}`);
      return { ...results, failed: results.failed + 1 };
    },
    dispose: () => folder.dispose(),
  };
}

/** A workspace of two folders inside that one, each for profiles of its own. */
async function twoFolders(folder: string): Promise<string> {
  const names = ['api', 'web'];
  for (const name of names) await mkdir(join(folder, name));
  const file = join(folder, 'two.code-workspace');
  await writeFile(file, JSON.stringify({ folders: names.map((path) => ({ path })), settings: {} }));
  return file;
}

/** Prints the counts; the exit status: anything but "some ran and none failed" is a failure. */
function concludeHostSuite(results: HostResults | undefined): number {
  if (results === undefined) {
    console.error('The suite in the extension host did not come to its end.');
    return 1;
  }
  const { passed, failed, pending } = results;
  console.log(`Extension host: ${passed} passed, ${failed} failed${pending > 0 ? `, ${pending} pending` : ''}.`);
  if (passed + failed === 0) console.error('No test was run in the extension host.');
  return failed === 0 && passed > 0 ? 0 : 1;
}
