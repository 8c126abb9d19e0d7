import assert from 'node:assert/strict';
import { ThemeIcon } from 'vscode';
import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import { CaptureTree } from '../../src/host/captureTree.ts';
import { sessionSnapshot } from '../support/fakeEngine.ts';
import { Cleanup } from '../support/vscodeHost.ts';

const stored = {
  file: '/captures/a.pcapng',
  title: 'Chat',
  changedAt: 0,
  bytes: 2048,
  frames: 1234,
  kept: false,
  run: undefined,
};

describe('captureTree', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const make = (...live: SessionSnapshot[]) =>
    cleanup.own(new CaptureTree({ folder: '/captures', list: () => Promise.resolve([stored]) }, () => live));
  const describes = (item: { readonly description?: string | boolean }): string => String(item.description);

  it('shows time, size and frames; a click opens the capture', async () => {
    const tree = make();
    const [capture] = await tree.getChildren();
    assert.ok(capture);
    const item = tree.getTreeItem(capture);
    assert.equal(item.label, 'Chat');
    assert.match(describes(item), /· 2\.0 KiB · 1.234 frames$/);
    assert.equal(item.contextValue, 'capture.stored');
    assert.equal(item.command?.command, 'websocketInspector.openCapture');
    assert.deepEqual(await tree.getChildren(capture), []);
  });

  it('tells live and kept ones apart', () => {
    const live = make(sessionSnapshot({ captureFile: stored.file })).getTreeItem(stored);
    assert.equal(live.contextValue, 'capture.live');
    assert.match(describes(live), /^[^·]+ · live$/);
    const kept = make().getTreeItem({ ...stored, kept: true, frames: 1, bytes: 5 });
    assert.equal(kept.contextValue, 'capture.kept');
    assert.match(describes(kept), /· 5 bytes · 1 frame · kept$/);
    assert.ok(kept.iconPath instanceof ThemeIcon && kept.iconPath.id === 'pinned');
  });

  it('shows a live one before its file is there, once, and only where a file is to come', async () => {
    const files = ['/captures/b.pcapng', stored.file, '/elsewhere/c.pcapng'];
    const live = files.map((captureFile) => sessionSnapshot({ captureFile, title: 'Begun' }));
    const unwritable = sessionSnapshot({ captureFile: '/captures/d.pcapng', recordingStopped: 'The disk is full.' });
    const tree = make(...live, unwritable);
    const [begun, ...others] = await tree.getChildren();
    assert.deepEqual(others, [stored]);
    assert.ok(begun);
    const item = tree.getTreeItem(begun);
    assert.equal(item.label, 'Begun');
    assert.equal(item.contextValue, 'capture.live');
    assert.match(describes(item), /^[^·]+ · live$/);
  });

  it('is drawn anew when asked to', () => {
    const tree = make();
    let drawn = 0;
    tree.onDidChangeTreeData(() => drawn++);
    tree.refresh();
    assert.equal(drawn, 1);
  });
});
