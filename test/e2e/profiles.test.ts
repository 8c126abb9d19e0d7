import { mkdir, readFile, writeFile } from 'node:fs/promises';
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

it('edits a profile in place: what it takes over, an environment, a secret, and a test of it', async () => {
  const folder = join(workbench().workspace, '.vscode');
  await mkdir(folder, { recursive: true });
  const before = `{
  "variables": { "host": "127.0.0.1:1" },
  "environments": { "demo": { "host": "${demo.url.replace('ws://', '')}" } },
  "profiles": [
    { "name": "Base", "headers": { "X-Team": "blue" }, "handshakeTimeout": 4000 },
    { "name": "Room", "extends": "Base", "url": "ws://\${host}/echo" } // keep me
  ]
}
`;
  await writeFile(join(folder, 'websockets.json'), before);
  await workbench().runCommand('WebSocket Inspector: Refresh Profiles');
  const { page: window } = workbench();
  await workbench().runCommand('View: Show WebSocket Inspector');
  const room = window.getByRole('treeitem', { name: /^Room/ });
  await room.hover();
  await room.getByRole('button', { name: 'Edit Profile' }).click();
  const page = pageIn(await workbench().panelFrame());
  await expect.poll(() => page.get('url').locator('input').inputValue()).toBe('ws://${host}/echo');
  if ((await page.get('options-toggle').getAttribute('aria-expanded')) !== 'true') await page.click('options-toggle');
  await expect.poll(() => page.frame.getByText('Taken over: x-team from "Base".').count()).toBe(1);

  await page.click('test-connection');
  await expect.poll(() => page.get('test-result').textContent()).toMatch(/Connect to see it all/);
  await page.choose('environment', 'demo');
  await window.locator('.statusbar-item', { hasText: 'demo' }).first().waitFor();
  await page.click('test-connection');
  await expect.poll(() => page.get('test-result').textContent()).toMatch(/accepted the connection/);

  await page.type('option-search', 'authentication');
  await page.choose('auth-type', 'Bearer: a token');
  await page.type('auth-token', 'pasted-token-5417');
  await page.click('keep-secret-auth-token');
  await workbench().accept('token');
  await expect.poll(() => page.get('auth-token').locator('input').inputValue()).toBe('${secret:token}');
  await workbench().screenshot('profile form');

  await page.click('save-profile');
  await page.click('profile-save-confirm');
  await page.get('profile-name').waitFor({ state: 'hidden' });
  const after = await readFile(join(folder, 'websockets.json'), 'utf8');
  expect(after).toBe(before.replace('/echo" }', '/echo", "auth": { "type": "bearer", "token": "${secret:token}" } }'));
});

it('opens the form beside a file, marks what is changed, and checks as it is typed', async () => {
  const { page: window } = workbench();
  const file = join(workbench().workspace, '.vscode/websockets.json');
  await writeFile(
    file,
    `{ "profiles": [{ "name": "Form", "url": "${demo.url}/echo", "handshakeTimeout": 4000, "origin": "https://a.test" }] }`,
  );
  await workbench().runCommand('WebSocket Inspector: Refresh Profiles');
  await workbench().runCommand('View: Close All Editors');
  await workbench().runCommand('WebSocket Inspector: Open Workspace Profiles');
  await window.getByRole('tab', { name: /^websockets\.json/ }).waitFor();
  await workbench().runCommand('View: Show WebSocket Inspector');
  await workbench().chooseInMenu(window.getByRole('treeitem', { name: /^Form/ }), 'Edit Profile Beside');
  const page = pageIn(await workbench().panelFrame());
  await expect.poll(() => page.get('url').locator('input').inputValue()).toBe(`${demo.url}/echo`);
  await expect.poll(() => window.locator('.editor-group-container').count()).toBe(2);
  if ((await page.get('options-toggle').getAttribute('aria-expanded')) !== 'true') await page.click('options-toggle');

  const changed = () =>
    page.frame
      .locator('.field.changed')
      .evaluateAll((fields) => fields.map((field) => field.getAttribute('data-option')));
  await expect.poll(async () => (await changed()).sort()).toEqual(['handshakeTimeout', 'origin']);
  const timeout = page.frame.locator('.field[data-option="handshakeTimeout"]');
  await page.type('option-search', 'all until the connection');
  await timeout.locator('.changed-mark').waitFor();
  expect(await page.get('options-found').textContent()).toBe('1 option');
  expect(await page.get('origin').isVisible()).toBe(false);

  await page.type('handshake-timeout', 'soon');
  await timeout
    .locator('.field-problem')
    .filter({ hasText: /number/ })
    .waitFor();
  await workbench().screenshot('profile form beside');
  await page.type('handshake-timeout', '');
  await timeout.locator('.field-problem').waitFor({ state: 'hidden' });
  await expect.poll(changed).toEqual(['origin']);
  await page.type('option-search', 'nothing has these words');
  await expect.poll(() => page.get('options-found').textContent()).toBe('No option has these words.');
});
