import { appendFile, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../.scripts/temporaryFolder.mts';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage, pageIn } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());

/** The built extension, copied, with a fault in its engine's thread: an error that nobody catches, once the file `die` is there. */
const copy = temporaryFolder('extension');
afterAll(() => copy.dispose());
const die = join(copy.path, 'die');
const workbench = suiteWorkbench(async () => {
  for (const part of ['package.json', 'dist', 'media'])
    await cp(join(import.meta.dirname, '../..', part), join(copy.path, part), { recursive: true });
  await appendFile(
    join(copy.path, 'dist/worker.js'),
    `
if (require('node:worker_threads').workerData?.role === 'engine')
  setInterval(() => {
    const die = ${JSON.stringify(die)};
    if (!require('node:fs').existsSync(die)) return;
    require('node:fs').rmSync(die);
    throw new Error('out of luck');
  }, 50).unref();
`,
  );
  return { extension: copy.path };
});

let page: InspectorPage;

const send = async (text: string): Promise<void> => {
  await page.type('composer-text', text);
  await page.click('composer-send');
};
const tab = (path: string) => page.get('session-tab').filter({ hasText: path });

describe('after the window is reloaded', () => {
  it('has sessions of every kind, a filter, a selected frame and a place in the list', async () => {
    page = await inspectorPage(workbench());
    await page.connect(`${demo.url}/status/403`);
    await page.state('Failed');
    await page.connect(`${demo.url}/flood?rate=2000&size=20&count=400`);
    await expect.poll(() => page.get('list-count').textContent()).toBe('400 frames');
    await page.click('disconnect');
    await page.state('Closed');
    await page.get('frame-list').press('Home');
    for (let i = 0; i < 3; i++) await page.get('frame-list').press('PageDown');
    await expect.poll(() => page.get('detail').textContent()).toMatch(/Frame \d+/);
    await page.connect(`${demo.url}/echo`);
    await page.state('Open');
    for (const text of ['alpha', 'beta', 'alpha again']) await send(text);
    await page.frames(6);
    await page.get('filter').fill('from:server alpha');
    await page.frames(2);
  });

  it('the panel shows its captures again', async () => {
    await workbench().reload();
    // VS Code may load the page once more while it puts its editors back in their places.
    const shown = async (): Promise<unknown> => {
      page = pageIn(await workbench().panelFrame());
      const filter = await page.get('filter').inputValue({ timeout: 1000 });
      return [await page.get('session-tab').count(), filter];
    };
    await expect.poll(shown, { timeout: 60_000 }).toEqual([3, 'from:server alpha']);
    await page.frames(2);
    expect((await page.rows()).map(({ from }) => from)).toEqual(['server', 'server']);
  });

  it('a session that was live is an ended capture, and says why', async () => {
    await page.state('Ended');
    await expect
      .poll(() => page.get('interruption').textContent())
      .toContain('until the window was closed or reloaded');
    expect(await page.get('failure-card').isVisible()).toBe(false);
    await workbench().screenshot('restored');
  });

  it('each session is as it was left', async () => {
    await tab('/flood').click();
    await page.state('Closed');
    const shownFrame = async (): Promise<number> =>
      Number(/Frame ([\d,]+)/.exec((await page.get('detail').textContent()) ?? '')?.[1] ?? '0');
    await expect.poll(shownFrame).toBeGreaterThan(20);
    const selected = await shownFrame();
    expect(selected).toBeLessThan(200);
    await expect.poll(async () => (await page.rows()).map(({ frame }) => frame)).toContain(selected);
    await tab('/status/403').click();
    await page.state('Failed');
    await expect.poll(() => page.get('failure-title').textContent()).toContain('403');
  });

  it('connects again by its bar', async () => {
    await page.connect(`${demo.url}/echo`);
    await page.state('Open');
    await send('after the reload');
    await page.frames(2);
    await expect.poll(() => page.get('session-tab').count()).toBe(4);
  });
});

describe('after the engine is restarted', () => {
  it('the sessions stay, from their captures', async () => {
    const filter = page.get('filter');
    await filter.fill('from:client');
    await page.frames(1);
    await workbench().runCommand('WebSocket Inspector: Restart Engine');
    await workbench().page.locator('.monaco-dialog-box').getByRole('button', { name: 'Restart' }).click();
    await page.state('Ended');
    await expect.poll(() => page.get('interruption').textContent()).toContain('until the engine stopped');
    await expect.poll(() => page.get('session-tab').count()).toBe(4);
    expect(await filter.inputValue()).toBe('from:client');
    await page.frames(1);
    expect(await page.show(1, 'text')).toBe('after the reload');
    await workbench().screenshot('engine-restarted');
  });

  it('connects as before', async () => {
    await page.connect(`${demo.url}/echo`);
    await page.state('Open');
    await send('once more');
    await page.frames(2);
  });
});

describe('after the engine has crashed', () => {
  it('says so, keeps what is shown and typed, and says what to do', async () => {
    await page.type('composer-text', 'not sent yet');
    // A crash may take with it what came in the last half second: so long it may take until a frame is on disk.
    await new Promise((wake) => setTimeout(wake, 1000));
    await writeFile(die, '');
    const words = () => page.get('engine-lost').textContent();
    await expect.poll(words).toContain('The engine stopped: out of luck');
    expect(await words()).toContain('what was captured is kept in its files');
    await page.state('Ended');
    await expect.poll(() => page.get('connect').textContent()).toBe('Connect');
    // Said once, and nowhere else does the session seem to live.
    expect(await page.get('refusal').count()).toBe(0);
    const live = workbench()
      .page.locator('.statusbar-item')
      .filter({ has: workbench().page.locator('.codicon-plug') });
    await expect.poll(() => live.count()).toBe(0);
    expect((await page.rows()).map(({ from }) => from)).toEqual(['client', 'server']);
    await workbench().screenshot('engine-crashed');
  });

  it('a restart brings the captures back', async () => {
    await page.click('restart-engine');
    await page.state('Ended');
    await expect.poll(() => page.get('engine-lost').count()).toBe(0);
    expect(await page.get('refusal').count()).toBe(0);
    await expect.poll(() => page.get('interruption').textContent()).toContain('until the engine stopped');
    await expect.poll(() => page.get('session-tab').count()).toBe(5);
    await page.frames(2);
    expect(await page.show(2, 'text')).toBe('once more');
    await workbench().screenshot('engine-crashed-restarted');
  });

  it('connects as before', async () => {
    await page.connect(`${demo.url}/echo`);
    await page.state('Open');
    expect(await page.get('composer-text').locator('textarea').inputValue()).toBe('not sent yet');
    await page.click('composer-send');
    await page.frames(2);
  });
});
