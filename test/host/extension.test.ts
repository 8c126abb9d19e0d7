import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { activeExtension } from '../support/vscodeHost.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('extension', () => {
  it('activates', async () => {
    assert.equal((await activeExtension()).isActive, true);
  });

  it('registers every command that its manifest names, and no other', async () => {
    const { contributes } = (await activeExtension()).packageJSON as Manifest;
    const named = contributes.commands.map(({ command }) => command).sort();
    const registered = (await commands.getCommands(true)).filter((name) =>
      /^websocketInspector\.(list\.)?[a-zA-Z0-9]+$/.test(name),
    );
    assert.deepEqual(registered.sort(), named);
  });
});
