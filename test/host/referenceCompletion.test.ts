import assert from 'node:assert/strict';
import { type CompletionList, Range, Uri, commands, workspace } from 'vscode';
import { ReferenceCompletion } from '../../src/host/referenceCompletion.ts';
import { profileSource } from '../support/profileSource.ts';
import {
  Cleanup,
  activeExtension,
  closeEditors,
  eventually,
  until,
  workspaceFolder,
  writeFile,
} from '../support/vscodeHost.ts';

const text = `{
  "variables": { "host": "h.test", "token": "hunter2" },
  "environments": { "staging": { "host": "s.test", "only": "1" } },
  "inputs": [{ "id": "room", "type": "promptString", "description": "Which room?" }],
  "profiles": [
    { "name": "chat", "url": "ws://\${ho}/", "variables": { "seat": "12" } },
    { "name": "kinds", "url": "ws://\${secret:", "origin": "\${config:http.pro}\${env:}" }
  ]
}`;

describe('referenceCompletion', () => {
  const cleanup = new Cleanup();
  afterEach(async () => {
    await closeEditors();
    await cleanup.run();
  });

  const source = profileSource('workspace', text);
  const offer = async (behind: string, trusted = true, active?: string) => {
    const completion = new ReferenceCompletion({
      profiles: { sources: [source], sourceOf: () => source },
      environments: { active },
      secrets: { names: () => ['chat', 'input room of file:///x'] },
      ...{ env: { HOME: '/root' }, trusted: () => trusted },
    });
    const document = await workspace.openTextDocument({ language: 'jsonc', content: text });
    return completion.provideCompletionItems(document, document.positionAt(text.indexOf(behind) + behind.length));
  };
  const labels = async (...wanted: Parameters<typeof offer>) => (await offer(...wanted)).map(({ label }) => label);

  it('offers variables of profile, environments and file, with what counts and no secret', async () => {
    const items = await offer('ws://${ho', true, 'staging');
    assert.deepEqual(
      items.slice(0, 4).map(({ label, detail }) => [label, detail]),
      [
        ['seat', '12, from this profile'],
        ['host', 's.test, from the environment "staging"'],
        ['only', '1, from the environment "staging"'],
        ['token', '•••, from this file'],
      ],
    );
    // It takes the place of what is written, with its brace.
    const [, host] = items;
    assert.ok(host?.range instanceof Range);
    const line = text.split('\n')[host.range.start.line] ?? '';
    assert.equal(line.slice(host.range.start.character, host.range.end.character), 'ho}');
    assert.equal(host.insertText, 'host}');
  });

  it('offers names of secrets, settings and environment variables to those who get them', async () => {
    assert.deepEqual(await labels('ws://${secret:'), ['secret:chat']);
    assert.deepEqual(await labels('${env:'), ['env:HOME']);
    assert.ok((await labels('${config:http.pro')).includes('config:http.proxy'));
    for (const behind of ['ws://${secret:', '${env:', '${config:http.pro'])
      assert.deepEqual(await labels(behind, false), []);
    assert.deepEqual(await labels('"ws://'), []);
  });

  it('is there in the editor', async () => {
    await activeExtension();
    const file = Uri.joinPath(workspaceFolder(), '.vscode/websockets.json');
    cleanup.later(() => workspace.fs.delete(file, { useTrash: false }));
    await writeFile(file, text);
    await commands.executeCommand('websocketInspector.refreshProfiles');
    const document = await workspace.openTextDocument(file);
    // An editor of another suite may have had the file: it follows the disk sooner or later.
    await until(() => document.getText() === text, 'the text');
    const at = document.positionAt(text.indexOf('${ho') + 4);
    const list = await eventually(async () => {
      const found = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', file, at);
      return found.items.some(({ label }) => label === 'host') ? found : undefined;
    }, 'the variable');
    assert.ok(list.items.some(({ label }) => label === 'secret:'));
  });
});
