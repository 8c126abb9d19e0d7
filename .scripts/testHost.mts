// Runs test/host/, then test/untrusted/, inside the extension host of the VS Code server, with headless Chromium as the window.
// Afterwards no file may have the secret in it that the suites gave to the secret storage.
import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import type { HostResults } from '../test/host/index.ts';
import { launchBrowser } from './browser.mts';
import { concludeHostSuite, prepareHostSuite, root } from './hostSuite.mts';
import { Unmet, main } from './programs.mts';
import { startVSCodeServer } from './vscodeServer.mts';

/** What the suite writes before each of its lines, to be told from the rest of the workbench's console. */
const mark = '[suite] ';

/** From the opening of the page to the end of the suite, in ms. */
const limit = 300_000;

/** A value that may be in the secret storage, and in no file. */
const secret = `suite-secret-${randomUUID()}`;

interface Run {
  readonly tests: string;
  /** Starts as for a user: the workspace is not trusted yet. Then it also has two folders. */
  readonly untrusted: boolean;
}

await main(async () => {
  const counts = { passed: 0, failed: 0, pending: 0 };
  for (const run of [
    { tests: 'test/host', untrusted: false },
    { tests: 'test/untrusted', untrusted: true },
  ]) {
    const results = await runSuite(run);
    if (results === undefined) return concludeHostSuite(undefined);
    counts.passed += results.passed;
    counts.failed += results.failed;
    counts.pending += results.pending;
  }
  // For whoever sums up the stages.
  const report = process.env['WSI_HOST_REPORT'];
  if (report !== undefined) await writeFile(report, JSON.stringify(counts));
  return concludeHostSuite(counts);
});

async function runSuite({ tests, untrusted }: Run): Promise<HostResults | undefined> {
  await using stack = new AsyncDisposableStack();
  const suite = stack.adopt(await prepareHostSuite(tests), (it) => it.dispose());
  const userDataDir = join(suite.folder, 'vscode');
  const server = stack.adopt(
    await startVSCodeServer({
      folder: untrusted ? await twoFolders(suite.workspace) : suite.workspace,
      extension: root,
      extensionTests: suite.entry,
      userDataDir,
      workspaceTrust: untrusted,
      settings: { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' },
      env: { ...suite.env, WSI_SUITE_SECRET: secret },
    }),
    (it) => it.dispose(),
  );
  const browser = stack.adopt(await launchBrowser(), (it) => it.close());
  const said: string[] = [];
  try {
    await finished(await browser.newPage(), server.url, said);
  } catch (error) {
    console.error([...said, server.log().trim()].join('\n'));
    throw error;
  }
  const results = await suite.results();
  if (results === undefined || results.failed > 0) console.error(`The workbench said:\n${said.join('\n')}`);
  const leaks = [suite.workspace, userDataDir].flatMap((folder) => filesWith(folder, secret));
  if (results === undefined || leaks.length === 0) return results;
  console.error(`A secret stands in:\n${leaks.join('\n')}`);
  return { ...results, failed: results.failed + 1 };
}

/** A workspace of two folders inside that one, each with profiles of its own. */
async function twoFolders(folder: string): Promise<string> {
  const names = ['api', 'web'];
  for (const name of names) await mkdir(join(folder, name));
  const file = join(folder, 'two.code-workspace');
  await writeFile(file, JSON.stringify({ folders: names.map((path) => ({ path })), settings: {} }));
  return file;
}

/** Every file below the folder that has this text in it. */
function filesWith(folder: string, text: string): readonly string[] {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}

/** Opens the workbench and waits until the suite has ended. Its lines are printed; all others are kept in `said`. */
async function finished(page: Page, url: string, said: string[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const timer = setTimeout(
    () => reject(new Unmet(`The suite in the extension host did not end within ${limit / 1000} s.`)),
    limit,
  );
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
    const line = format(...args);
    if (line.startsWith(mark)) console.log(line.slice(mark.length));
    else said.push(line);
  });
  await page.exposeFunction('codeAutomationExit', () => {
    resolve(undefined);
  });
  page.once('crash', () => reject(new Unmet('The browser page crashed.')));
  await page.goto(url);
  await promise.finally(() => clearTimeout(timer));
}
