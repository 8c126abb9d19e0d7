import assert from 'node:assert/strict';
import { type Range, ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import type { ProfileSource, ProfileStore } from '../../src/host/profileStore.ts';
import { SessionList } from '../../src/host/sessionList.ts';
import { ProfileTree } from '../../src/host/profileTree.ts';
import { fakeEngine, sessionSnapshot } from '../support/fakeEngine.ts';
import { profileSource } from '../support/profileSource.ts';
import { until } from '../support/vscodeHost.ts';

const source = (scope: 'workspace' | 'user', names: readonly string[], problems = 0): ProfileSource => ({
  ...profileSource(
    scope,
    JSON.stringify({ profiles: names.map((name) => ({ name, url: `ws://user:hunter2@127.0.0.1:1/${name}` })) }),
  ),
  problems: Array.from({ length: problems }, () => ({ line: 1, column: 1, message: 'bad' })),
});

function make(...sources: readonly ProfileSource[]) {
  let changed = (): void => assert.fail('nobody listens');
  const store = { sources, onChange: (listener: () => void) => (changed = listener) } as unknown as ProfileStore;
  const engine = fakeEngine();
  const tree = new ProfileTree(store, new SessionList(engine));
  const change = (...now: readonly ProfileSource[]): void => {
    Object.assign(store, { sources: now });
    changed();
  };
  return { tree, engine, change };
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

  it('shows a profile without a URL that others extend, and where it stands', () => {
    const base = profileSource(
      'workspace',
      '{ "profiles": [\n{ "name": "base", "deflate": false },\n{ "name": "A", "extends": "base", "url": "ws://h/" } ] }',
    );
    const { tree } = make(base, source('user', []));
    assert.deepEqual(labels(tree), ['A', 'base']);
    const [, node] = tree.getChildren();
    assert.ok(node);
    const item = tree.getTreeItem(node);
    assert.equal(item.description, 'no URL: there to be extended');
    assert.equal(item.tooltip, 'base\nExtended by "A".\nClick to see it in its file.');
    assert.equal(item.contextValue, 'base');
    assert.deepEqual((item.command?.arguments?.[1] as { selection: Range }).selection.start.line, 1);
    assert.equal(tree.getParent(node), undefined);
  });

  it('tells the view of a change, and keeps the nodes when a file is only read again', () => {
    const { tree, change } = make(source('workspace', ['A']));
    let told = 0;
    tree.onDidChangeTreeData(() => (told += 1));
    const [node] = tree.getChildren();
    change(source('workspace', ['A']));
    assert.equal(told, 0);
    assert.equal(tree.getChildren()[0], node);
    change(source('workspace', ['A', 'B']));
    assert.equal(told, 1);
    assert.deepEqual(labels(tree), ['A', 'B']);
    change(source('workspace', ['A', 'B'], 1));
    assert.equal(told, 2);
  });

  it('draws anew only the profiles whose session changed', async () => {
    const { tree, engine } = make(source('workspace', ['A', 'B']), source('user', ['C']));
    const told: unknown[] = [];
    tree.onDidChangeTreeData((nodes) => told.push(nodes));
    const [folder] = tree.getChildren();
    assert.ok(folder);
    const nodes = tree.getChildren(folder);
    nodes.forEach((node) => tree.getTreeItem(node));
    engine.tell(sessionSnapshot({ title: 'B' }));
    assert.deepEqual(told, [[nodes[1]]]);
    assert.ok(nodes[1]);
    assert.equal(tree.getTreeItem(nodes[1]).contextValue, 'profile.live');
    // What is not drawn is nothing new.
    engine.tell(sessionSnapshot({ title: 'B', violations: 1 }));
    engine.tell(sessionSnapshot({ title: 'B', state: 'closed' }));
    await until(() => told.length === 2, 'the last change');
    assert.deepEqual(told[1], [nodes[1]]);
    assert.equal(tree.getChildren(folder)[1], nodes[1]);
  });

  it('shows which profile has a live session, and how it is', () => {
    const { tree, engine } = make(source('workspace', ['A', 'B']));
    engine.tell(sessionSnapshot({ title: 'A' }));
    engine.tell(sessionSnapshot({ id: 'session-2', title: 'B', state: 'closed' }));
    const items = tree.getChildren().map((node) => tree.getTreeItem(node));
    assert.deepEqual(
      items.map(({ contextValue }) => contextValue),
      ['profile.live', 'profile'],
    );
    assert.match(String(items[0]?.description), /^Open · ws:/);
    assert.ok(items[0]?.iconPath instanceof ThemeIcon && items[0].iconPath.id === 'circle-filled');
  });

  it('has a branch for every folder of several, also for one without profiles', () => {
    const empty = { ...source('workspace', []), label: 'web' };
    const { tree } = make(source('workspace', ['A']), empty, source('user', []));
    assert.deepEqual(labels(tree), ['folder', 'web']);
    const [, web] = tree.getChildren();
    assert.ok(web);
    assert.equal(tree.getTreeItem(web).description, 'no profiles yet');
    const [, , profile] = [...tree.getChildren(), ...tree.getChildren(tree.getChildren()[0])];
    assert.ok(profile);
    assert.equal(tree.getParent(profile)?.kind, 'source');
  });
});
