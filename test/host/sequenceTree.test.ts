import assert from 'node:assert/strict';
import { Position, Uri, WorkspaceEdit, workspace } from 'vscode';
import { SequenceTree } from '../../src/host/sequenceTree.ts';
import { Cleanup, until, workspaceFolder, writeFile } from '../support/vscodeHost.ts';

describe('sequenceTree', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('lists the sequences of the workspace, and follows them', async () => {
    const folder = Uri.joinPath(workspaceFolder(), 'sequence-tree');
    cleanup.later(() => workspace.fs.delete(folder, { recursive: true }));
    const names = async (): Promise<Uri[]> => {
      const entries = await workspace.fs.readDirectory(folder).then(undefined, () => []);
      return entries.map(([name]) => Uri.joinPath(folder, name));
    };
    const tree = cleanup.own(new SequenceTree(names));
    let told = 0;
    tree.onDidChangeTreeData(() => (told += 1));
    const wanted = Uri.joinPath(folder, 'login.wsseq.json');
    await writeFile(wanted, '{}');
    const document = await workspace.openTextDocument(wanted);
    const edit = new WorkspaceEdit();
    edit.insert(wanted, new Position(0, 1), ' ');
    await workspace.applyEdit(edit);
    await document.save();
    await until(() => told > 0, 'the news');
    const [file] = await tree.getChildren();
    assert.ok(file);
    const item = tree.getTreeItem(file);
    assert.deepEqual([item.label, item.description, item.contextValue], ['login', 'sequence-tree', 'sequence']);
    assert.deepEqual(item.command?.arguments, [file]);
    assert.deepEqual(await tree.getChildren(file), []);
  });
});
