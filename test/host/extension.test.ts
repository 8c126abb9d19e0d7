import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';

const id = 'websocket-inspector.websocket-inspector';

interface Manifest {
  readonly contributes: { readonly commands?: readonly { readonly command: string; readonly title: string }[] };
}

describe('extension', () => {
  it('activates', async () => {
    const extension = extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed in this VS Code`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that its manifest names', async () => {
    const extension = extensions.getExtension(id);
    assert.ok(extension);
    await extension.activate();
    const { contributes } = extension.packageJSON as Manifest;
    const registered = new Set(await commands.getCommands(true));
    const missing = (contributes.commands ?? []).map(({ command }) => command).filter((c) => !registered.has(c));
    assert.deepEqual(missing, []);
  });
});
