import { type AddressInfo, type Socket, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import axe, { type AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage, pageIn } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

/** As the user chooses it, what the page is told of it, and what it is called in file names. */
const themes = [
  ['Light 2026', 'Light 2026', 'light'],
  ['Dark 2026', 'Dark 2026', 'dark'],
  ['Dark High Contrast', 'Default High Contrast', 'contrast'],
] as const;

const part = (text: string): string => Buffer.from(text).toString('base64url');
const messages = [
  ['json', 'Text', '{"id":12345678901234567890,"user":{"name":"ann","name":"bob"},"token":null}'],
  ['meaning', 'Text', '42/chat,7["say",{"room":"general","text":"hello"}]'],
  ['markup', 'Text', '<message to="room" id="1"><body>hi</body><!-- note --></message>'],
  ['decoded', 'Text', `${part('{"alg":"HS256"}')}.${part('{"sub":"ann","exp":1700003600}')}.${part('signature')}`],
  ['decoded', 'Hex', gzipSync('{"hello":"world"}').toString('hex')],
  [
    'image',
    'Hex',
    '89504e470d0a1a0a0000000d494844520000000200000002080600000072b60d24000000124944415478da63fccff0bf9e010818611c00470d03fdb2d3ad8f0000000049454e44ae426082',
  ],
] as const;

let demo: DemoServer;
/** Takes connections and never says a word. */
const waiting = new Set<Socket>();
const silent = createServer((socket) => waiting.add(socket));
beforeAll(async () => {
  demo = await startDemoServer();
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  for (const socket of waiting) socket.destroy();
  silent.close();
  await demo.dispose();
});
const workbench = suiteWorkbench();

let page: InspectorPage;

async function faults(): Promise<readonly string[]> {
  await page.frame.evaluate(axe.source);
  const results = await page.frame.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe.each(themes)('%s', (theme, themeId, name) => {
  const picture = (what: string): Promise<void> => workbench().screenshot(`${name}-${what}`);
  const look = async (what: string): Promise<void> => {
    await picture(what);
    expect(await faults(), what).toEqual([]);
  };

  it('shows a page without a session', async () => {
    page = await inspectorPage(workbench());
    if ((await page.frame.locator(`body[data-vscode-theme-id="${themeId}"]`).count()) === 0) {
      await workbench().runCommand('Preferences: Color Theme', theme);
    }
    await page.frame.locator(`body[data-vscode-theme-id="${themeId}"]`).waitFor();
    if (await page.get('new-connection').isVisible()) await page.click('new-connection');
    await look('empty');
  });

  it('shows each view of a payload', async () => {
    await page.connect(`${demo.url}/echo`);
    await page.state('Open');
    await look('open');
    let sent = 0;
    for (const [view, kind, content] of messages) {
      await page.choose('composer-kind', kind);
      await page.type('composer-text', content);
      await page.click('composer-send');
      sent += 2;
      await page.frames(sent);
      await page.show(sent, view);
      if (view === 'json') await page.get('detail-json').getByText('"token"').click();
      await look(`view-${view}${kind === 'Hex' ? '-hex' : ''}`);
    }
    await page.show(1, 'hex');
    await page
      .get('detail-hex')
      .locator('.hex-first')
      .first()
      .dblclick({ position: { x: 4, y: 6 } });
    await look('view-hex');
    await page.show(1, 'frame');
    await page.get('detail-frame').locator('.drawing:visible [tabindex="0"]').focus();
    await look('view-frame');
    await page.choose('composer-kind', 'Text');
  });

  it('shows a session that waits, one that failed and one that was closed', async () => {
    await page.connect(`ws://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
    await page.state('Connecting');
    await page.frame.getByText('Cancel gives up at once').waitFor();
    await picture('connecting');
    await page.click('disconnect');
    await page.state('Cancelled');
    await page.connect(`${demo.url}/status/403`);
    await page.get('response-body').waitFor();
    await picture('failed');
    await page.connect(`${demo.url}/close/1001`);
    await page.state('Closed');
    await picture('closed');
  });

  it('shows messages folded, a view that is paused, the span chosen in the timeline, and statistics', async () => {
    await page.connect(`${demo.url}/fragments`);
    await page.frames(7);
    await page.click('list-foldAll');
    await page.frames(3);
    await page.show(1, 'text');
    await page.click('list-togglePause');
    await look('folded-paused');
    await page.click('list-togglePause');
    await page.click('list-foldAll');
    await page.frames(7);
    await page.get('timeline').focus();
    for (const key of ['Home', 'Shift+End']) await page.frame.page().keyboard.press(key);
    await picture('timeline');
    await page.frame.page().keyboard.press('Escape');
    await page.click('tab-statistics');
    await page.get('statistics').getByRole('table').first().waitFor();
    await look('statistics');
    await page.click('tab-frames');
  });

  it('shows an engine that is gone, and what to do', async () => {
    // What the extension tells when its engine ended by itself.
    const lost = { kind: 'notice', name: 'engine.lost', body: { reason: 'The engine stopped with exit code 1.' } };
    await page.frame.evaluate(`window.postMessage(${JSON.stringify(lost)}, '*')`);
    await page.get('engine-lost').waitFor();
    await look('engine-lost');
    await page.click('restart-engine');
    page = pageIn(await workbench().panelFrame());
    await expect.poll(() => page.get('engine-lost').count()).toBe(0);
  });
});
