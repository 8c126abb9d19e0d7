// Runs test/host/, then test/untrusted/, inside the extension host of the VS Code server, with headless Chromium as the window.
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.mts';
import { type HostSuite, askNothing, root, runHostSuites } from './hostSuite.mts';
import { Unmet, main } from './programs.mts';
import { startVSCodeServer } from './vscodeServer.mts';

/** What the suite writes before each of its lines, to be told from the rest of the workbench's console. */
const mark = '[suite] ';

/** From the opening of the page to the end of the suite, in ms. */
const limit = 300_000;

await main(() => runHostSuites(runInServer));

async function runInServer({ workspace, userDataDir, untrusted, entry, env }: HostSuite): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const server = stack.adopt(
    await startVSCodeServer({
      ...{ folder: workspace, extension: root, extensionTests: entry, userDataDir, env },
      workspaceTrust: untrusted,
      settings: askNothing,
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
  return said.join('\n');
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
