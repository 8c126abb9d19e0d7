// Pictures of the panel for the README, taken from the running extension: media/panel-<theme>.png and media/failure.png.
import { join, resolve } from 'node:path';
import { startDemoServer } from '../src/demo/demoServer.ts';
import { type InspectorPage, pageIn } from '../test/support/vscodePanel.ts';
import { type Workbench, openWorkbench } from '../test/support/vscodeWorkbench.ts';
import { demoProfiles } from './demoFolder.mts';
import { main } from './programs.mts';

const media = resolve(import.meta.dirname, '../media');

/** The name of the picture, the theme as the user chooses it, and what the page is told of it. */
const themes = [
  ['dark', 'Dark 2026', 'Dark 2026'],
  ['light', 'Light 2026', 'Light 2026'],
  ['high-contrast', 'Dark High Contrast', 'Default High Contrast'],
] as const;

const said = [
  '{"op":"login","id":1,"user":"ann","token":"demo-7f3a"}',
  '{"op":"subscribe","id":2,"room":"general"}',
  '{"op":"say","id":3,"text":"héllo ☃"}',
];

/** A window with little besides the inspector and the tree of saved connections. */
async function open(url: string): Promise<Workbench> {
  const workbench = await openWorkbench({
    files: { '.vscode/websockets.json': demoProfiles(url) },
    settings: {
      'window.commandCenter': false,
      'workbench.layoutControl.enabled': false,
      'window.title': 'WebSocket Inspector',
    },
    viewport: { width: 1440, height: 900 },
    scale: 1.5,
  });
  await workbench.runCommand('View: Show WebSocket Inspector');
  await workbench.page.getByRole('treeitem', { name: 'Echo' }).waitFor();
  await workbench.runCommand('WebSocket Inspector: Open Inspector');
  return workbench;
}

async function settled(workbench: Workbench): Promise<void> {
  await workbench.page.mouse.move(1000, 5);
  await workbench.page.locator('.notification-toast').first().waitFor({ state: 'detached' });
  // Fonts, the list and the hover marks come to rest by animation frames that nothing announces.
  await workbench.page.waitForTimeout(1000);
}

async function conversation(page: InspectorPage, url: string): Promise<void> {
  await page.connect(`${url}/chat`);
  await page.state('Open');
  await page.frames(1);
  for (const [n, text] of said.entries()) {
    await page.type('composer-text', text);
    await page.click('composer-send');
    await page.frames(3 + 2 * n);
  }
  await page.click('ping');
  await page.frames(9);
  await page.show(7, 'json');
}

await main(async () => {
  const demo = await startDemoServer();
  for (const [name, theme, themeId] of themes) {
    await using stack = new AsyncDisposableStack();
    const workbench = stack.adopt(await open(demo.url), (it) => it.dispose());
    const page = pageIn(await workbench.panelFrame());
    // Chosen by hand: a theme in the settings is not always heeded when the window starts.
    await workbench.runCommand('Preferences: Color Theme');
    await workbench.choose(theme);
    await page.frame.locator(`body[data-vscode-theme-id="${themeId}"]`).waitFor();
    await conversation(page, demo.url);
    await settled(workbench);
    await workbench.page.screenshot({ path: join(media, `panel-${name}.png`) });
    console.log(`media/panel-${name}.png`);
    if (name !== 'dark') continue;
    await page.connect(`${demo.url}/status/403`);
    await page.get('failure-card').waitFor();
    await page.get('response-body').waitFor();
    await settled(workbench);
    await workbench.page.screenshot({ path: join(media, 'failure.png') });
    console.log('media/failure.png');
  }
  return 0;
});
