import assert from 'node:assert/strict';
import { Uri, WorkspaceEdit, commands, window, workspace } from 'vscode';
import { editFile, readText } from '../../src/host/fileEdit.ts';
import { closeEditors, readFile, until, workspaceFolder, writeFile } from '../support/vscodeHost.ts';

let serial = 0;
const add = (line: string) => (text: string) => ({ ok: true as const, text: `${text}${line}\n` });

describe('fileEdit', () => {
  let file: Uri;
  beforeEach(() => {
    serial += 1;
    file = Uri.joinPath(workspaceFolder(), `edited-${serial}.txt`);
  });
  afterEach(async () => {
    await closeEditors();
    await workspace.fs.delete(file, { useTrash: false }).then(undefined, () => undefined);
  });

  it('begins a file that is not there, with its folder', async () => {
    file = Uri.joinPath(workspaceFolder(), `folder-${serial}`, 'new.txt');
    assert.equal(await readText(file), undefined);
    assert.deepEqual(await editFile(file, add('one')), { ok: true, text: 'one\n' });
    assert.equal(await readFile(file), 'one\n');
  });

  it('leaves a file alone when there is nothing to write, or something against it', async () => {
    await writeFile(file, 'as it is\r\n');
    const { mtime } = await workspace.fs.stat(file);
    assert.deepEqual(await editFile(file, () => ({ ok: false, problem: 'no' })), { ok: false, problem: 'no' });
    await editFile(file, (text) => ({ ok: true, text }));
    assert.equal((await workspace.fs.stat(file)).mtime, mtime);
  });

  it('is one step of undo in an editor that has the file open', async () => {
    await writeFile(file, 'one\ntwo\nthree\n');
    await window.showTextDocument(file);
    await editFile(file, (text) => ({ ok: true, text: text.replace('one', '1').replace('three', '3') }));
    assert.equal(await readFile(file), '1\ntwo\n3\n');
    await commands.executeCommand('undo');
    await until(async () => (await readText(file)) === 'one\ntwo\nthree\n', 'the text before');
  });

  it('keeps line ends, and what others typed without saving', async () => {
    await writeFile(file, 'one\r\n');
    const document = await workspace.openTextDocument(file);
    const edit = new WorkspaceEdit();
    edit.insert(file, document.positionAt(0), 'typed ');
    await workspace.applyEdit(edit);
    assert.equal(await readText(file), 'typed one\r\n');
    await editFile(file, (text) => ({ ok: true, text: text.replace('one', 'two') }));
    assert.equal(await readFile(file), 'typed two\r\n');
  });

  it('never overwrites what another program has just written, and fails rather', async () => {
    await writeFile(file, 'one\n');
    await window.showTextDocument(file);
    for (let round = 0; round < 2; round += 1) {
      await workspace.fs.writeFile(file, new TextEncoder().encode(`theirs ${round}\n`));
      const [edited] = await Promise.allSettled([editFile(file, add(`ours ${round}`))]);
      const ours = edited.status === 'fulfilled' ? `ours ${round}\n` : '';
      assert.equal(await readFile(file), `theirs ${round}\n${ours}`);
    }
    await commands.executeCommand('workbench.action.files.revert');
  });

  it('loses none of many edits at once', async () => {
    await writeFile(file, '');
    const lines = Array.from({ length: 5 }, (_, index) => `line ${index}`);
    await Promise.all(lines.map((line) => editFile(file, add(line))));
    assert.deepEqual((await readFile(file)).trim().split('\n'), lines);
  });
});
