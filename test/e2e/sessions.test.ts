import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage, pageIn } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());
const workbench = suiteWorkbench();

let page: InspectorPage;

const statusBar = () =>
  workbench()
    .page.locator('.statusbar-item')
    .filter({ has: workbench().page.locator('.codicon-plug') });
/** The rows of the tree of sessions; other trees stand beside it. */
const rows = () =>
  workbench()
    .page.locator('.pane')
    .filter({ has: workbench().page.locator('.pane-header', { hasText: 'Live Sessions' }) })
    .getByRole('treeitem');
const editorTab = (name: string) => workbench().page.locator('.editor-group-container .tab').filter({ hasText: name });

/** The frames of all panels that are shown. */
async function panels(): Promise<readonly Frame[]> {
  const found: Frame[] = [];
  for (const frame of workbench().page.frames()) {
    try {
      if ((await frame.getByTestId('url').count()) > 0) found.push(frame);
    } catch {
      // It went away while it was looked at: no panel.
    }
  }
  return found;
}

describe('several sessions', () => {
  it('has a tab for each, and counts the live ones in the status bar', async () => {
    page = await inspectorPage(workbench());
    await page.connect(`${demo.url}/echo`);
    await page.state('Open');
    await page.type('composer-text', 'kept over a reload');
    await page.click('composer-send');
    await page.frames(2);
    await page.connect(`${demo.url}/chat`);
    await page.state('Open');
    await expect.poll(() => page.get('session-tab').allTextContents()).toHaveLength(2);
    await expect.poll(() => statusBar().textContent()).toContain('2');
  });

  it('lists them in the activity bar with state and counts', async () => {
    await workbench().runCommand('View: Show WebSocket Inspector');
    await expect.poll(() => rows().filter({ hasText: '/echo' }).textContent()).toMatch(/Open, 2 frames/);
    await workbench().screenshot('sessions-tree');
  });

  it('moves one to a panel of its own beside the others', async () => {
    await workbench().runCommand('WebSocket Inspector: Move Session to New Panel');
    const label = `ws://127.0.0.1:${new URL(demo.url).port}/chat`;
    await workbench().page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: '/chat' }).first().click();
    await editorTab(label).waitFor();
    await workbench().runCommand('View: Move Editor into Right Group');
    await expect.poll(async () => (await panels()).length).toBe(2);
    const [left, right] = await panels();
    for (const frame of [left!, right!]) await pageIn(frame).state('Open');
    await workbench().screenshot('sessions-two-panels');
  });

  it('takes a session back when its panel closes, and asks when the last panel closes', async () => {
    await workbench().runCommand('View: Close Editor');
    page = await inspectorPage(workbench());
    await expect.poll(() => page.get('session-tab').count()).toBe(2);
    await workbench().runCommand('View: Close All Editors');
    await workbench().runCommand('Notifications: Show Notifications');
    const question = workbench().page.locator('.notification-list-item').filter({ hasText: 'go on without a panel' });
    await question.first().waitFor();
    await workbench().screenshot('sessions-closing');
    await question.first().getByRole('button', { name: 'Always Go On' }).click();
    await expect.poll(() => statusBar().textContent()).toContain('2');
    page = await inspectorPage(workbench());
    await expect.poll(() => page.get('session-tab').count()).toBe(2);
    await workbench().runCommand('View: Close All Editors');
    await expect.poll(() => panels().then((all) => all.length)).toBe(0);
    expect(await question.count()).toBe(0);
  });

  it('opens a picker by a click on the count, and shows the chosen session', async () => {
    await statusBar().click();
    await workbench().page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: '/echo' }).first().click();
    page = pageIn(await workbench().panelFrame());
    await page.frames(2);
  });

  it('disconnects and connects again from the tree', async () => {
    await workbench().runCommand('View: Show WebSocket Inspector');
    const echo = rows().filter({ hasText: '/echo' });
    await echo.hover();
    await echo.getByRole('button', { name: 'Disconnect Session' }).click();
    await expect.poll(() => rows().filter({ hasText: '/echo' }).textContent()).toContain('Closed');
    await rows().filter({ hasText: '/echo' }).hover();
    await rows().filter({ hasText: '/echo' }).getByRole('button', { name: 'Connect Session Again' }).click();
    await expect.poll(() => rows().filter({ hasText: '/echo' }).count()).toBe(2);
    await expect.poll(() => rows().filter({ hasText: 'Open' }).count()).toBe(2);
  });
});
