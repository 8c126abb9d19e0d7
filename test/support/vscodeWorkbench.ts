// A VS Code of its own for one suite, driven through its page in headless Chromium as a user would.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../.scripts/browser.mts';
import { temporaryFolder } from '../../.scripts/temporaryFolder.mts';
import { startVSCodeServer } from '../../.scripts/vscodeServer.mts';

const root = resolve(import.meta.dirname, '../..');

/** How long the workbench or the extension may take until it shows what is waited for, in ms. */
const patience = 60_000;

export interface WorkbenchOptions {
  /** Files of the folder to open: path → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** The user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** For the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  /** The built extension; by default this one. */
  readonly extension?: string;
  /** The folder of another extension that runs beside it. */
  readonly companion?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Device pixels for one CSS pixel. */
  readonly scale?: number;
}

export interface Workbench {
  readonly page: Page;
  /** The opened folder. */
  readonly workspace: string;
  /** The inner frame of the inspector's panel. */
  panelFrame(): Promise<Frame>;
  /** Runs a command by its full title, as the palette shows it, and takes these choices out of what it offers, one list after the other. */
  runCommand(title: string, ...choices: string[]): Promise<void>;
  /** Accepts what VS Code proposes in its input box or its simple file dialog, once it is this. */
  accept(proposal: string): Promise<void>;
  /** Writes into VS Code's input box, once that asks this, and accepts. */
  answer(question: string, text: string): Promise<void>;
  /** Takes the choice of that label out of those that VS Code offers. */
  choose(label: string): Promise<void>;
  /** Opens VS Code's own menu on what is there, and takes the entry of exactly that name. */
  chooseInMenu(target: Locator, entry: string): Promise<void>;
  /** Reloads the window and waits until it works again. */
  reload(): Promise<void>;
  /** Uncaught errors of the window and its frames, and what a content security policy has refused. */
  readonly problems: readonly string[];
  /** Writes test-results/<name>.png. */
  screenshot(name: string): Promise<void>;
  dispose(): Promise<void>;
}

export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const stack = new AsyncDisposableStack();
  try {
    const folder = stack.adopt(temporaryFolder('workspace'), (it) => it.dispose()).path;
    for (const [path, text] of Object.entries(options.files ?? {})) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { env = {}, extension = root, companion } = options;
    // What fades takes time, and cannot be clicked while it does.
    const settings = { 'workbench.reduceMotion': 'on', ...options.settings };
    const starting = startVSCodeServer({ folder, extension, companion, settings, env });
    const server = stack.adopt(await starting, (it) => it.dispose());
    const browser = stack.adopt(await launchBrowser(), (it) => it.close());
    const page = await browser.newPage({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      deviceScaleFactor: options.scale ?? 1,
    });
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && message.text().includes('Content Security Policy'))
        problems.push(message.text());
    });
    await page.goto(server.url);
    await workbenchReady(page);
    return {
      problems,
      page,
      workspace: folder,
      panelFrame: () => panelFrame(page),
      runCommand: (title, ...choices) => runCommand(page, title, choices),
      accept: (proposal) => accept(page, proposal),
      answer: (question, text) => answer(page, question, text),
      choose: (label) => choose(page, label),
      chooseInMenu: (target, entry) => chooseInMenu(page, target, entry),
      reload: async () => {
        // The command lets VS Code write down what it keeps first; the browser's own reload does not wait for that.
        await Promise.all([
          page.waitForEvent('load', { timeout: patience }),
          chooseCommand(page, 'Developer: Reload Window'),
        ]);
        await workbenchReady(page);
      },
      screenshot: async (name) => {
        await page.screenshot({ path: join(root, 'test-results', `${name}.png`) });
      },
      dispose: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function workbenchReady(page: Page): Promise<void> {
  // The status bar is filled last; before that a key may go to nobody.
  await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: patience });
  // The palette lists an extension's commands once its views are there.
  await page.locator('.activitybar [aria-label^="WebSocket Inspector"]').first().waitFor({ timeout: patience });
}

async function panelFrame(page: Page): Promise<Frame> {
  const deadline = Date.now() + patience;
  for (;;) {
    for (const frame of page.frames()) if (await holdsPanel(frame)) return frame;
    if (Date.now() > deadline) throw new Error(`The inspector's panel did not show within ${patience / 1000} s.`);
    await page.waitForTimeout(100);
  }
}

async function holdsPanel(frame: Frame): Promise<boolean> {
  try {
    // It is there to be used once the extension has told it what to begin with.
    return (await frame.locator('body:not([inert])').getByTestId('url').count()) > 0;
  } catch {
    return false; // the frame went away while it was looked at
  }
}

/** The row of the quick pick with exactly this label. */
function choice(page: Page, label: string): Locator {
  const named = page.getByText(label, { exact: true });
  return page.locator('.quick-input-widget .monaco-list-row').filter({ has: named }).first();
}

const quickInputBox = '.quick-input-widget .quick-input-box input';

function quickInput(page: Page): Locator {
  return page.locator(quickInputBox);
}

/** Chooses the command in the palette, and does not wait for what comes of it. */
async function chooseCommand(page: Page, title: string): Promise<void> {
  const input = quickInput(page);
  const deadline = Date.now() + patience;
  for (let wait = 800; ; wait = Math.min(wait * 2, 6000)) {
    await page.keyboard.press('F1');
    try {
      await input.fill(`>${title}`, { timeout: wait });
      await choice(page, title).click({ timeout: wait });
      return;
    } catch (error) {
      // The palette shows what was known when it opened: an extension that comes later is seen by opening it again.
      // And it closes by itself when an editor opens meanwhile.
      if (Date.now() > deadline) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

async function runCommand(page: Page, title: string, choices: readonly string[]): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    await chooseCommand(page, title);
    await paletteGone(page);
    try {
      for (const label of choices) await choose(page, label, patience / 3);
      return;
    } catch (error) {
      // The palette gives the focus back to the webview that had it, which may come late enough to close the command's own list.
      if (Date.now() > deadline || (await quickInput(page).isVisible())) throw error;
    }
  }
}

/** What a command asks comes in the same box: it is not to be taken for the palette that is about to go. */
async function paletteGone(page: Page): Promise<void> {
  const palette = `[...document.querySelectorAll('${quickInputBox}')].some(
    (input) => input.checkVisibility() && input.value.startsWith('>'),
  )`;
  while (await page.evaluate<boolean>(palette)) await page.waitForTimeout(50);
}

async function choose(page: Page, label: string, timeout = patience): Promise<void> {
  const input = quickInput(page);
  await input.waitFor({ timeout });
  // A long list holds only the rows in view.
  await input.fill(label, { timeout });
  await choice(page, label).click({ timeout });
}

async function chooseInMenu(page: Page, target: Locator, entry: string): Promise<void> {
  await target.click({ button: 'right' });
  const item = page.getByRole('menuitem', { name: entry, exact: true });
  await item.waitFor();
  // VS Code takes no notice of a click that comes too soon after the one that opened the menu.
  while (await item.isVisible()) {
    await item.click({ timeout: 5000 });
    await item.waitFor({ state: 'hidden', timeout: 1000 }).catch(() => undefined);
  }
}

async function answer(page: Page, question: string, text: string): Promise<void> {
  await page.locator('.quick-input-widget').getByText(question).waitFor({ timeout: patience });
  await quickInput(page).fill(text);
  await quickInput(page).press('Enter');
}

async function accept(page: Page, proposal: string): Promise<void> {
  const input = quickInput(page);
  await input.waitFor({ timeout: patience });
  const deadline = Date.now() + patience;
  while ((await input.inputValue()) !== proposal) {
    if (Date.now() > deadline)
      throw new Error(`VS Code proposes ${JSON.stringify(await input.inputValue())}, not ${JSON.stringify(proposal)}.`);
    await page.waitForTimeout(50);
  }
  await input.press('Enter');
}
