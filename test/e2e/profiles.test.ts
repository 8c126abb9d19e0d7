import { readFile } from 'node:fs/promises';
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

it('saves a connection, and connects to it from the tree after a reload', async () => {
  const page = await inspectorPage(workbench());
  await page.type('url', `${demo.url}/subprotocol`);
  await page.click('options-toggle');
  await page.type('subprotocols', 'chat.v2, chat.v1');
  // Options of a group, in sections that are closed until a search opens them.
  await page.type('option-search', 'tls');
  await page.choose('tls-min-version', 'TLS 1.3');
  await page.type('option-search', 'reconnect');
  await page.type('reconnect-tries', '3');
  await page.click('save-profile');
  await page.type('profile-name', 'Demo chat');
  await page.click('profile-save-confirm');
  await page.get('profile-name').waitFor({ state: 'hidden' });
  const file = await readFile(join(workbench().workspace, '.vscode/websockets.json'), 'utf8');
  expect(JSON.parse(file)).toEqual({
    profiles: [
      {
        name: 'Demo chat',
        url: `${demo.url}/subprotocol`,
        subprotocols: ['chat.v2', 'chat.v1'],
        tls: { minVersion: 'TLSv1.3' },
        reconnect: { tries: 3 },
      },
    ],
  });

  await workbench().reload();
  const { page: window } = workbench();
  await window.getByRole('tab', { name: 'WebSocket Inspector', exact: true }).first().waitFor();
  await workbench().runCommand('View: Show WebSocket Inspector');
  await window.getByRole('treeitem', { name: 'Demo chat' }).click();
  const again = pageIn(await workbench().panelFrame());
  await again.state('Open');
  await expect.poll(() => again.get('url').locator('input').inputValue()).toBe(`${demo.url}/subprotocol`);
  expect(await again.get('negotiated-subprotocol').textContent()).toMatch(/^chat\.v[12]$/);
});
