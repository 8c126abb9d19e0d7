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
