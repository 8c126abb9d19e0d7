import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HostileServer, MARK, hostileMessages, hostileTexts, startHostileServer } from '../support/hostileText.ts';
import { type InspectorPage, inspectorPage } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

const name = `<img src=x onerror=window.xssMark=1>`;
let server: HostileServer;
afterAll(() => server.dispose());

// A script that ran, or tried to and was stopped by the policy, is one of the workbench's problems: the suite fails by it.
const workbench = suiteWorkbench(async () => {
  server = await startHostileServer();
  return {
    viewport: { width: 1600, height: 1300 },
    files: {
      '.vscode/websockets.json': JSON.stringify({ profiles: [{ name, url: `${server.url}/frames` }] }),
      [`${name}.wsseq.json`]: JSON.stringify({
        url: `${server.url}/frames`,
        steps: [{ send: { text: name } }, { expect: { text: `<${MARK}>`, timeout: 100 } }],
      }),
    },
  };
});

let dialogs = 0;
let page: InspectorPage;

/** What hostile text left in the page: elements, handlers, properties. */
async function traces(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate<string[]>(`(() => {
    const found = [];
    if ('xssMark' in window) found.push('a script ran');
    const foreign = '${MARK}, script:not([nonce], #_vscodeApiScript), iframe, object, embed, base, link[rel=stylesheet][href*="127.0.0.1:1/"], style:not([nonce], #_defaultStyles), a[href^="javascript:"], meta[http-equiv=refresh]';
    for (const element of document.querySelectorAll(foreign)) found.push(element.outerHTML.slice(0, 200));
    for (const element of document.querySelectorAll('*'))
      for (const { name, value } of element.attributes)
        if (name.startsWith('on') || value.startsWith('javascript:')) found.push(element.tagName + ' ' + name);
    for (const image of document.images) if (!image.src.startsWith('blob:')) found.push('image ' + image.src);
    return found;
  })()`);
}

async function clean(where: string): Promise<void> {
  expect(await traces(page.frame), where).toEqual([]);
  for (const frame of workbench().page.frames())
    expect(await frame.evaluate<boolean>(`'xssMark' in window`), where).toBe(false);
  expect(dialogs, where).toBe(0);
}

beforeAll(async () => {
  page = await inspectorPage(workbench());
  workbench().page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
});

it('shows every hostile message as text in every view', async () => {
  await page.connect(`${server.url}/frames`);
  await page.state('Closed');
  await page.frames(hostileMessages.length + 2);
  await clean('the list');
  const offered = `[...document.querySelectorAll('[data-testid=detail] [role=tab]:not([hidden])')].map((tab) => tab.dataset.testid)`;
  let seen = 0;
  for (let frame = 1; frame <= hostileMessages.length; frame++) {
    await page.show(frame, 'text');
    for (const testid of await page.frame.evaluate<string[]>(offered)) {
      await page.click(testid);
      await clean(`frame ${frame}, ${testid}`);
      seen += 1;
    }
  }
  // Four views for each, and more for what is markup, encoded or of some protocol.
  expect(seen).toBeGreaterThan(4 * hostileMessages.length + 8);
  await page.show(1, 'text');
  expect(await page.get('detail-text').textContent()).toBe(hostileTexts[0]);
});

it('shows the reason of a Close, and the handshake, as text', async () => {
  await page.frame.locator(`[data-testid=frame-row][data-frame="${hostileMessages.length + 1}"]`).click();
  await expect.poll(() => page.get('detail').textContent()).toContain('Reason: <img');
  await clean('the Close frame');
  await page.click('tab-handshake');
  await expect.poll(() => page.get('response-head').textContent()).toContain('X-Hostile-0');
  await clean('the handshake');
  await page.click('tab-frames');
});

it('shows a refusal as text: reason phrase, headers, cookies and an HTML body', async () => {
  await page.connect(`${server.url}/refuse`);
  await page.get('failure-card').waitFor();
  await expect.poll(() => page.get('response-body').textContent()).toContain('<script>');
  await clean('the card');
  await workbench().screenshot('hostile-refusal');
});

it('shows a subprotocol and extensions as text', async () => {
  await page.connect(`${server.url}/subprotocol`);
  await page.get('failure-card').waitFor();
  await expect.poll(() => page.get('failure-card').textContent()).toContain('<img src=x');
  await clean('the subprotocol');
});

it('shows what the user typed, the name of a profile and that of a file as text', async () => {
  await page.connect(`${server.url}/frames?${encodeURI(name)}`);
  await page.state('Closed');
  await clean('the URL');
  await workbench().runCommand('WebSocket Inspector: Connect to Profile', name);
  page = await inspectorPage(workbench());
  await page.state('Closed');
  await expect.poll(() => page.get('session-tab').first().textContent()).toContain('onerror=');
  await clean('the profile');
  await workbench().runCommand('WebSocket Inspector: Replay Sequence', `${name}.wsseq.json`, 'As the file says');
  await page.get('replay-view').waitFor();
  await clean('the sequence');
});
