import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { inspectorPage, pageIn } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());
const workbench = suiteWorkbench();

const exchanges = [
  '{"op":"login","id":1,"user":"ann","token":"demo-7f3a"}',
  '{"op":"subscribe","id":2,"room":"general"}',
  '{"op":"say","id":3,"text":"héllo ☃"}',
];

const recorded = (): string => join(workbench().workspace, 'recorded.wsseq.json');

it('records three exchanges and replays them', async () => {
  const page = await inspectorPage(workbench());
  await page.connect(`${demo.url}/chat`);
  await page.state('Open');
  await page.frames(1);
  for (const [n, message] of exchanges.entries()) {
    await page.type('composer-text', message);
    await page.click('composer-send');
    await page.frames(1 + 2 * (n + 1));
  }
  await page.click('record');
  const file = recorded();
  // The token is captured, as it is proposed.
  await workbench().choose('Write the sequence');
  await workbench().accept(file);
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('"say"');

  await workbench().runCommand('WebSocket Inspector: Open Inspector');
  const before = pageIn(await workbench().panelFrame());
  await before.click('replay');
  await workbench().choose('recorded.wsseq.json');
  // The session that was recorded is open still, and would do as well.
  await workbench().choose('As the file says');
  await workbench().choose('At the recorded times');
  const after = pageIn(await workbench().panelFrame());
  await expect.poll(() => after.get('replay-result').getAttribute('data-ok')).toBe('true');
  const steps = await after.get('replay-step').evaluateAll((all) => all.map((step) => step.getAttribute('data-ok')));
  expect(steps.length).toBeGreaterThanOrEqual(6);
  expect(new Set(steps)).toEqual(new Set(['true']));
});

// Edited, the last answer is another one.
it('fails at the step that was edited, and shows what came instead', async () => {
  const text = await readFile(recorded(), 'utf8');
  const at = text.lastIndexOf('"héllo ☃"', text.indexOf('"recorded"'));
  const edited = `${text.slice(0, at)}"farewell"${text.slice(at + '"héllo ☃"'.length)}`;
  await writeFile(
    join(workbench().workspace, 'edited.wsseq.json'),
    edited.replace('"steps"', '"defaults": { "timeout": 500 }, "steps"'),
  );
  await workbench().runCommand('WebSocket Inspector: Open Inspector');
  await pageIn(await workbench().panelFrame()).click('replay');
  await workbench().choose('edited.wsseq.json');
  await workbench().choose('As the file says');
  await workbench().choose('As fast as the replies come');
  const failed = pageIn(await workbench().panelFrame());
  await expect.poll(() => failed.get('replay-result').getAttribute('data-ok')).toBe('false');
  expect(await failed.get('replay-compared').locator('.line-expected').first().textContent()).toContain('farewell');
  expect(await failed.get('replay-compared').locator('.line-actual').first().textContent()).toContain('héllo ☃');
  await failed.get('replay-compared').locator('summary').click();
  await workbench().screenshot('replay-failed');
});

it('runs again, is held before that step, and goes on once it is mended', async () => {
  const failed = pageIn(await workbench().panelFrame());
  const shown = failed.get('replay-step');
  const wrong = await shown.evaluateAll((all) => all.findIndex((step) => step.getAttribute('data-ok') === 'false'));
  await shown.nth(wrong).hover();
  await failed.get('replay-breakpoint').nth(wrong).click();
  await failed.click('replay-again');
  const edit = failed.get('replay-edit').locator('textarea');
  await edit.waitFor({ timeout: 30_000 });
  await edit.fill((await edit.inputValue()).replace('farewell', 'héllo ☃'));
  await failed.click('replay-continue');
  await expect.poll(() => failed.get('replay-result').getAttribute('data-ok')).toBe('true');
  await workbench().screenshot('replay-again');
});
