import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import axe, { type AxeResults } from 'axe-core';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

const demo: Promise<DemoServer> = startDemoServer();
afterAll(async () => (await demo).dispose());

let url = '';
const workbench = suiteWorkbench(async () => {
  ({ url } = await demo);
  const profiles = [
    {
      name: 'Secrets',
      url: `${url}/redirect?token=s3cret`,
      headers: { Authorization: 'Bearer s3cret', Cookie: 'sid=s3cret' },
      followRedirects: true,
    },
    { name: 'Again', url: `${url}/status/500`, reconnect: { tries: 1, delay: 50 } },
  ];
  return { files: { '.vscode/websockets.json': JSON.stringify({ profiles }) } };
});

let page: InspectorPage;
beforeAll(async () => {
  await workbench().page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
beforeEach(async () => {
  page = await inspectorPage(workbench());
});

async function connectProfile(name: string): Promise<void> {
  await workbench().runCommand('View: Show WebSocket Inspector');
  await workbench().page.getByRole('treeitem', { name }).first().click();
}

const attempt = (index: number): Locator => page.frame.locator('.attempt').nth(index);

/** What a click on it puts on the clipboard. */
async function copied(button: Locator): Promise<string> {
  const { page: window } = workbench();
  await window.evaluate('navigator.clipboard.writeText("")');
  await button.click();
  await expect.poll(() => button.textContent()).toBe('Copied');
  return window.evaluate<string>('navigator.clipboard.readText()');
}

async function faults(): Promise<readonly string[]> {
  await page.frame.evaluate(axe.source);
  const results = await page.frame.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe('an accepted handshake', () => {
  it('draws each phase to the scale of its numbers', async () => {
    await page.connect(`${url}/echo`);
    await page.state('Open');
    await page.click('tab-handshake');
    const rows = page.get('phases').locator('tbody tr');
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(3);
    const numbers = await rows.evaluateAll<
      { start: number; width: number; left: number; track: number; ms: number }[],
      Element
    >((all) =>
      all.map((row) => {
        const [, start, duration] = Array.from(row.children, (cell) => Number(cell.textContent.replaceAll(',', '')));
        const bar = row.querySelector('.phase-bar')!.getBoundingClientRect();
        const track = row.querySelector('.phase-track')!.getBoundingClientRect();
        return { start: start!, ms: duration!, left: bar.left - track.left, width: bar.width, track: track.width };
      }),
    );
    const end = Math.max(...numbers.map(({ start, ms }) => start + ms));
    for (const { start, ms, left, width, track } of numbers) {
      expect(Math.abs(left - (start / end) * track)).toBeLessThan(1);
      expect(Math.abs(width - Math.max(2, (ms / end) * track))).toBeLessThan(1);
    }
  });

  it('explains a header by keyboard and by pointer, and Escape takes it away', async () => {
    const name = page.get('request-head').getByRole('button', { name: 'Sec-WebSocket-Key' });
    const tip = page.frame.getByRole('tooltip');
    await name.focus();
    await expect.poll(() => tip.textContent()).toContain('RFC 6455');
    expect(await faults()).toEqual([]);
    await name.press('Escape');
    await tip.waitFor({ state: 'detached' });
    await name.blur();
    await page.get('response-head').getByRole('button', { name: 'Sec-WebSocket-Accept' }).hover();
    await expect.poll(() => tip.textContent()).toContain('It is the right one for our key.');
    // A pointer can go onto the explanation itself, to select in it.
    await tip.hover();
    expect(await tip.isVisible()).toBe(true);
    await page.get('tab-handshake').hover();
    await tip.waitFor({ state: 'detached' });
  });

  it('copies a command that is upgraded again when it is run', async () => {
    const command = await copied(page.get('copy-curl'));
    expect(command).toMatch(/^curl /);
    // curl prints the head when it ends, and it ends by its time.
    const run = promisify(execFile)('bash', ['-c', command.replace('curl ', 'curl --max-time 2 ')]);
    const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
    expect(stdout).toContain('HTTP/1.1 101 Switching Protocols');
  });

  it('copies the request and everything', async () => {
    expect(await copied(page.get('copy-request'))).toMatch(/^GET \/echo HTTP\/1\.1\r?\nHost: /);
    expect(await copied(page.get('copy-markdown'))).toMatch(/^# Opening handshake with `ws:\/\/[^]*### Response/);
  });
});

describe('secrets', () => {
  it('are masked until they are revealed, each attempt for itself, and never copied', async () => {
    await connectProfile('Secrets');
    await page.state('Open');
    await page.click('tab-handshake');
    await attempt(1).waitFor();
    expect(await attempt(1).locator('h2').textContent()).toMatch(/^Attempt 2: followed a 302 from ws:.*\/redirect/);
    await attempt(0).locator('summary').first().click();
    await attempt(0).getByTestId('request-head').waitFor();
    expect(await page.get('handshake').textContent()).not.toContain('s3cret');
    await attempt(0).getByTestId('reveal-request').click();
    expect(await attempt(0).getByTestId('request-head').textContent()).toContain('Bearer s3cret');
    expect(await attempt(1).textContent()).not.toContain('s3cret');
    expect(await copied(attempt(0).getByTestId('copy-curl'))).toContain('Authorization: Bearer •••');
    const everything = await copied(attempt(0).getByTestId('copy-markdown'));
    expect(everything).not.toContain('s3cret');
    expect(everything).toMatch(/## Attempt 1[^]*## Attempt 2: followed a 302/);
  });

  it('stay revealed when the tab was left', async () => {
    await page.click('tab-frames');
    await page.click('tab-handshake');
    expect(await attempt(0).getByTestId('request-head').textContent()).toContain('Bearer s3cret');
    expect(await faults()).toEqual([]);
  });
});

it('shows another try with its reason', async () => {
  await connectProfile('Again');
  await page.get('failure-card').waitFor();
  await page.click('tab-handshake');
  await expect.poll(() => attempt(1).locator('h2').textContent()).toMatch(/^Attempt 2: tried again after \d+ ms: /);
});

it('has room for itself in a narrow window', async () => {
  await page.connect(`${url}/status/403`);
  await page.get('failure-card').waitFor();
  await page.click('tab-handshake');
  await workbench().runCommand('View: Close Primary Side Bar');
  const { page: window } = workbench();
  const size = window.viewportSize();
  await window.setViewportSize({ width: 400, height: 900 });
  const overflow = (): Promise<number> =>
    page.get('handshake').evaluate((element) => element.scrollWidth - element.clientWidth);
  await expect.poll(overflow).toBe(0);
  await expect.poll(() => page.get('handshake-body').textContent()).toContain('origin_not_allowed');
  expect(await faults()).toEqual([]);
  await window.setViewportSize(size ?? { width: 1400, height: 900 });
});
