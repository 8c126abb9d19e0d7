import assert from 'node:assert/strict';
import { Position, TreeItemCollapsibleState, Uri, WorkspaceEdit, workspace } from 'vscode';
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
    const capture = { file: '/a.pcapng', title: 'a', changedAt: 0, bytes: 1, frames: 2, kept: false };
    const wantedRun = { sequence: '', ok: false, startedAt: 0, durationMs: 1_240 };
    let keep: (sequence: string) => void = () => undefined;
    const library = {
      runsOf: (sequence: string) =>
        Promise.resolve(wantedRun.sequence === sequence ? [{ ...capture, run: wantedRun }] : []),
    };
    const onKept = (listener: typeof keep) => {
      keep = listener;
      return { dispose: () => undefined };
    };
    const tree = cleanup.own(new SequenceTree({ library, onKept }, names));
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
    const item = await tree.getTreeItem(file);
    assert.equal(item.collapsibleState, TreeItemCollapsibleState.None);
    assert.deepEqual([item.label, item.description, item.contextValue], ['login', 'sequence-tree', 'sequence']);
    assert.deepEqual(item.command?.arguments, [file]);
    assert.deepEqual(await tree.getChildren(file), []);

    wantedRun.sequence = wanted.toString();
    const before = told;
    keep(wantedRun.sequence);
    assert.equal(told, before + 1);
    assert.equal((await tree.getTreeItem(file)).collapsibleState, TreeItemCollapsibleState.Collapsed);
    const [run] = await tree.getChildren(file);
    assert.ok(run);
    const shown = await tree.getTreeItem(run);
    assert.deepEqual([shown.label, shown.contextValue], ['Failed', 'sequenceRun']);
    assert.match(String(shown.description), /· 1\.2 s$/);
    assert.deepEqual(shown.command?.arguments, [{ file: '/a.pcapng' }]);
    assert.deepEqual(await tree.getChildren(run), []);
  });
});
