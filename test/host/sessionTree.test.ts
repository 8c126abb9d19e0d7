import assert from 'node:assert/strict';
import { ThemeIcon } from 'vscode';
import { SessionList } from '../../src/host/sessionList.ts';
import { SessionTree } from '../../src/host/sessionTree.ts';
import { fakeEngine, sessionSnapshot } from '../support/fakeEngine.ts';
import { Cleanup, until } from '../support/vscodeHost.ts';

describe('sessionTree', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const make = () => {
    const engine = fakeEngine();
    const sessions = cleanup.own(new SessionList(engine));
    return { engine, tree: cleanup.own(new SessionTree(sessions)) };
  };

  it('shows a session with its state by icon and word, its counts and its address; a click shows it', () => {
    const { engine, tree } = make();
    const server = { frames: 3, messages: 3, wireBytes: 20, payloadBytes: 14 };
    engine.tell(sessionSnapshot({ server }));
    const [session] = tree.getChildren();
    assert.ok(session);
    const item = tree.getTreeItem(session);
    assert.equal(item.label, 'Echo');
    assert.equal(item.description, 'Open, 3 frames');
    assert.match(item.tooltip as string, /ws:\/\/127\.0\.0\.1:1\/echo/);
    assert.ok(item.iconPath instanceof ThemeIcon && item.iconPath.id === 'circle-filled');
    assert.equal(item.contextValue, 'session.live');
    assert.equal(item.command?.command, 'websocketInspector.showSession');
    assert.deepEqual(tree.getChildren(session), []);
  });

  it('offers to connect one that ended again', () => {
    const { engine, tree } = make();
    engine.tell(sessionSnapshot({ state: 'failed' }));
    const [session] = tree.getChildren();
    assert.ok(session);
    assert.equal(tree.getTreeItem(session).contextValue, 'session.ended');
  });

  it('is drawn anew when something changes, and not for every change', async () => {
    const { engine, tree } = make();
    let drawn = 0;
    tree.onDidChangeTreeData(() => {
      drawn += 1;
      tree.getChildren().map((node) => tree.getTreeItem(node));
    });
    for (let n = 0; n < 100; n++) engine.tell(sessionSnapshot({ violations: n }));
    assert.equal(drawn, 1);
    await until(() => drawn === 2, 'the last change');
  });

  it('keeps the node of a session whose counters run, and draws the others not at all', async () => {
    const { engine, tree } = make();
    const server = { frames: 3, messages: 3, wireBytes: 20, payloadBytes: 14 };
    engine.tell(sessionSnapshot({ id: 'a', startedAt: 2 }));
    engine.tell(sessionSnapshot({ id: 'b', startedAt: 1 }));
    const told: unknown[] = [];
    const [a, b] = tree.getChildren();
    assert.ok(a && b);
    for (const node of [a, b]) tree.getTreeItem(node);
    tree.onDidChangeTreeData((nodes) => told.push(nodes));
    engine.tell(sessionSnapshot({ id: 'b', startedAt: 1, server }));
    await until(() => told.length === 1, 'the change of one');
    assert.deepEqual(told, [[b]]);
    assert.equal(tree.getTreeItem(b).description, 'Open, 3 frames');
    // It comes after those that live.
    engine.tell(sessionSnapshot({ id: 'a', startedAt: 2, state: 'closed' }));
    await until(() => told.length === 2, 'the change of order');
    assert.equal(told[1], undefined);
    assert.deepEqual(tree.getChildren(), [b, a]);
  });
});
