import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { LIST_COMMANDS } from '../../src/host/listCommands.ts';
import { activeExtension } from '../support/vscodeHost.ts';

interface Contributed {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly keybindings: readonly { readonly command: string; readonly when?: string }[];
  };
}
const PREFIX = 'websocketInspector.list.';

describe('list commands', () => {
  it('each is registered, in the palette only while the panel is there, and none is in the manifest alone', async () => {
    const { contributes } = (await activeExtension()).packageJSON as Contributed;
    const wanted = LIST_COMMANDS.map((name) => `${PREFIX}${name}`).sort();
    const ours = (entries: readonly { readonly command: string }[]): string[] =>
      entries.map(({ command }) => command).filter((command) => command.startsWith(PREFIX));
    assert.deepEqual(ours(contributes.commands).sort(), wanted);
    assert.deepEqual(ours(contributes.menus['commandPalette'] ?? []).sort(), wanted);
    const registered = await commands.getCommands(true);
    for (const command of wanted) assert.ok(registered.includes(command), command);
    for (const { command, when } of [...(contributes.menus['commandPalette'] ?? []), ...contributes.keybindings]) {
      if (command.startsWith(PREFIX)) assert.match(when ?? '', /activeWebviewPanelId/);
    }
  });

  it('without a panel nothing happens, and nothing breaks', async () => {
    await commands.executeCommand(`${PREFIX}clear`);
  });
});
