import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { inspectorPage } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

const count = 50_000;

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());
const workbench = suiteWorkbench();

it(`shows ${count} frames: the list scrolls, the last row is right, and nothing is missing`, async () => {
  const page = await inspectorPage(workbench());
  await page.connect(`${demo.url}/flood?rate=0&size=64&count=${count}`);
  await page.state('Open');
  const list = page.get('frame-list');
  await expect.poll(() => list.getAttribute('aria-rowcount'), { timeout: 60_000 }).toBe(`${count + 1}`);

  // The list follows: its last row is the last frame.
  await expect.poll(async () => (await page.rows()).at(-1)?.frame, { timeout: 20_000 }).toBe(count);
  expect((await page.rows()).at(-1)?.text).toContain(`${count} ....`);

  await list.focus();
  await list.press('Home');
  await expect.poll(async () => (await page.rows())[0]?.text).toContain('1 ....');

  // Anywhere in between, row n is frame n, and the rows in view have no gap.
  for (const part of [0.137, 0.5, 0.861]) {
    await list.evaluate((element, to) => {
      element.scrollTop = to * (element.scrollHeight - element.clientHeight);
    }, part);
    await expect.poll(async () => Math.abs(((await page.rows())[0]?.frame ?? 0) / count - part)).toBeLessThan(0.01);
    const rows = await page.rows();
    expect(rows.length).toBeGreaterThan(5);
    rows.forEach(({ frame, text }, n) => {
      expect(frame).toBe(rows[0]!.frame + n);
      expect(text).toContain(`${frame} ...`);
    });
  }

  await list.press('End');
  await expect.poll(async () => (await page.rows()).at(-1)?.frame).toBe(count);
  expect(await page.show(count, 'text')).toBe(`${count} `.padEnd(64, '.'));
});
