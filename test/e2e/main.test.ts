import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { inspectorPage, pageIn } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());

describe('started with an address', () => {
  const workbench = suiteWorkbench(() => ({
    // What the start script leaves: a folder with saved connections, and the address for the panel.
    files: { '.vscode/websockets.json': '{ "profiles": [] }' },
    env: { WEBSOCKET_INSPECTOR_OPEN: `${demo.url}/echo` },
  }));

  it('has the panel open and the address filled in, so that one click connects', async () => {
    const page = pageIn(await workbench().panelFrame());
    await expect.poll(() => page.get('url').locator('input').inputValue()).toBe(`${demo.url}/echo`);
    await page.click('connect');
    await page.state('Open');
    await page.click('disconnect');
    await page.state('Closed');
  });
});

describe('opened by its command', () => {
  const workbench = suiteWorkbench();

  it('shows an empty inspector', async () => {
    const page = await inspectorPage(workbench());
    expect(await page.get('connect').isVisible()).toBe(true);
    expect(await page.get('url').locator('input').inputValue()).toBe('');
  });

  it.each([
    ['ftp://127.0.0.1:1/', 'url'],
    ['ws://127.0.0.1:1/#part', 'url'],
    ['ws://127.0.0.1:1/a b', 'url'],
    ['ws://', 'url'],
  ])('refuses %s before dialling and names the place', async (url, testid) => {
    const page = await inspectorPage(workbench());
    await page.connect(url);
    await expect
      .poll(
        () =>
          page
            .get(testid)
            .getAttribute('aria-invalid')
            .catch(() => null),
        { timeout: 5000 },
      )
      .toBe('true');
    expect(await page.get('failure-card').isVisible()).toBe(false);
    expect(await page.get('state').textContent()).not.toBe('Connecting');
  });

  it('refuses a header with an illegal character and a subprotocol that is no token', async () => {
    const page = await inspectorPage(workbench());
    if (!(await page.get('headers').isVisible())) await page.click('options-toggle');
    await page.type('url', `${demo.url}/echo`);
    await page.type('headers', 'X-Good: yes\nX Bad: no');
    await page.type('subprotocols', 'chat, not a token');
    await page.click('connect');
    for (const field of ['headers', 'subprotocols'])
      await expect.poll(() => page.get(field).getAttribute('aria-invalid')).toBe('true');
    await page.type('headers', '');
    await page.type('subprotocols', '');
    await page.click('connect');
    await page.state('Open');
  });

  it('finds an option by a word, and opens the section of one that is refused', async () => {
    const page = await inspectorPage(workbench());
    if (!(await page.get('headers').isVisible())) await page.click('options-toggle');
    expect(await page.get('local-port').isVisible()).toBe(false);
    await page.type('option-search', 'local port');
    await page.get('local-port').waitFor();
    await page.type('local-port', 'any');
    await page.type('option-search', '');
    await page.get('local-port').waitFor({ state: 'hidden' });
    await page.connect(`${demo.url}/echo`);
    await expect.poll(() => page.get('local-port').getAttribute('aria-invalid')).toBe('true');
    expect(await page.get('local-port').isVisible()).toBe(true);
    await page.type('local-port', '');
  });

  it('starts the demo server by its command', async () => {
    await workbench().runCommand('WebSocket Inspector: Start Demo Server');
    const page = pageIn(await workbench().panelFrame());
    await expect.poll(() => page.get('url').locator('input').inputValue()).not.toContain(demo.url);
    const address = await page.get('url').locator('input').inputValue();
    expect(address).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/echo$/);
    await page.connect(address);
    await page.state('Open');
  });
});
