import axe, { type AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());
const workbench = suiteWorkbench();

/** What axe finds wrong in the panel, one line for each element. */
async function faults({ frame }: InspectorPage): Promise<readonly string[]> {
  await frame.evaluate(axe.source);
  const results = await frame.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

it('shows the details of a frame in the place of the list where a panel is narrow, and leads back', async () => {
  const page = await inspectorPage(workbench());
  const { page: window } = workbench();
  const size = window.viewportSize();
  await workbench().runCommand('View: Close Primary Side Bar');
  await window.setViewportSize({ width: 408, height: 900 });
  await page.connect(`${demo.url}/fragments`);
  await page.state('Open');
  await page.frames(7);
  await page.show(1, 'text');
  const focused = (): Promise<string | null> => page.frame.locator(':focus').getAttribute('data-testid');
  const list = page.get('frame-list');
  expect(await list.isVisible()).toBe(false);
  expect(await focused()).toBe('view-text');
  expect((await page.get('detail').boundingBox())?.height).toBeGreaterThan(400);
  expect(await faults(page)).toEqual([]);
  await page.click('view-hex');
  const overflow = (): Promise<number> =>
    page.frame.locator('.hex-room').evaluate((element) => element.scrollWidth - element.clientWidth);
  await expect.poll(overflow).toBe(0);
  await page.click('frame-after');
  await expect.poll(() => page.get('detail').textContent()).toContain('Frame 2');
  await window.keyboard.press('Escape');
  await list.waitFor();
  expect(await focused()).toBe('frame-list');
  // Arrow keys go through the list; only who goes on to the details leaves it.
  await window.keyboard.press('ArrowDown');
  await expect.poll(() => page.get('detail').textContent()).toContain('Frame 3');
  expect(await list.isVisible()).toBe(true);
  await window.keyboard.press('Enter');
  await list.waitFor({ state: 'hidden' });
  await window.keyboard.press('Control+f');
  await list.waitFor();
  expect(await focused()).toBe('filter');
  await window.setViewportSize(size ?? { width: 1400, height: 900 });
});

it('has no accessibility fault that axe finds: empty, with frames and details, with a failure, with its options open', async () => {
  const page = await inspectorPage(workbench());
  expect(await faults(page)).toEqual([]);

  await page.connect(`${demo.url}/chat`);
  await page.state('Open');
  await page.frames(1);
  for (const view of ['text', 'json', 'hex', 'frame'] as const) {
    await page.show(1, view);
    expect(await faults(page), `the view ${view}`).toEqual([]);
  }
  await page.click('tab-handshake');
  expect(await faults(page), 'the handshake').toEqual([]);

  await page.connect(`${demo.url}/status/401`);
  await page.get('failure-card').waitFor();
  await page.get('response-body').waitFor();
  await page.click('options-toggle');
  await page.click('save-profile');
  expect(await faults(page), 'the failure').toEqual([]);

  // A search that fits much opens every section.
  await page.type('option-search', 'a');
  await page.get('reconnect-tries').waitFor();
  await page.choose('auth-type', 'Basic: user name and password');
  expect(await faults(page), 'all options').toEqual([]);
});
