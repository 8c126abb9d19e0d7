import assert from 'node:assert/strict';
import { TreeItemCollapsibleState, Uri } from 'vscode';
import type { ProfileSource, ProfileStore } from '../../src/host/profileStore.ts';
import { ProfileTree } from '../../src/host/profileTree.ts';

const source = (scope: 'workspace' | 'user', names: readonly string[], problems = 0): ProfileSource => ({
  scope,
  file: Uri.file(`/${scope}/websockets.json`),
  label: scope === 'user' ? 'User' : 'folder',
  exists: true,
  profiles: names.map((name) => ({ name, url: `ws://user:hunter2@127.0.0.1:1/${name}` })),
  problems: Array.from({ length: problems }, () => ({ line: 1, column: 1, message: 'bad' })),
});

function make(...sources: readonly ProfileSource[]) {
  let changed = (): void => assert.fail('nobody listens');
  const store = { sources, onChange: (listener: () => void) => (changed = listener) } as unknown as ProfileStore;
  return { tree: new ProfileTree(store), change: () => changed() };
}

const labels = (tree: ProfileTree, node?: Parameters<ProfileTree['getChildren']>[0]) =>
  tree.getChildren(node).map((child) => tree.getTreeItem(child).label);

describe('profileTree', () => {
  it('is flat while there is one source', () => {
    assert.deepEqual(labels(make(source('workspace', ['A', 'B']), source('user', [])).tree), ['A', 'B']);
  });

  it('has one branch for each of several sources', () => {
    const { tree } = make(source('workspace', ['A']), source('user', ['B', 'C']));
    assert.deepEqual(labels(tree), ['folder', 'User']);
    const [, user] = tree.getChildren();
    assert.deepEqual(labels(tree, user), ['B', 'C']);
    assert.ok(user);
    assert.equal(tree.getTreeItem(user).collapsibleState, TreeItemCollapsibleState.Expanded);
  });

  it('says how many problems a file has, even without a good profile in it', () => {
    const { tree } = make(source('workspace', [], 2), source('user', ['B']));
    const [folder] = tree.getChildren();
    assert.ok(folder);
    const [note] = tree.getChildren(folder);
    assert.ok(note);
    const item = tree.getTreeItem(note);
    assert.ok(typeof item.label === 'string');
    assert.match(item.label, /^2 problems in /);
    assert.equal(item.tooltip, 'Line 1, column 1: bad\nLine 1, column 1: bad');
    assert.equal(item.command?.command, 'vscode.open');
  });

  it('connects by a click, and shows no password', () => {
    const { tree } = make(source('workspace', ['A']));
    const [node] = tree.getChildren();
    assert.ok(node);
    const item = tree.getTreeItem(node);
    assert.deepEqual(item.command?.arguments, [node]);
    assert.equal(item.command.command, 'websocketInspector.connectProfile');
    assert.equal(item.contextValue, 'profile');
    assert.ok(!JSON.stringify([item.description, item.tooltip]).includes('hunter2'));
  });

  it('tells the view of every change', () => {
    const { tree, change } = make(source('workspace', ['A']));
    let told = 0;
    tree.onDidChangeTreeData(() => (told += 1));
    change();
    assert.equal(told, 1);
  });
});
