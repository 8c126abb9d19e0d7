import assert from 'node:assert/strict';
import { ThemeIcon } from 'vscode';
import { CaptureTree } from '../../src/host/captureTree.ts';
import { Cleanup } from '../support/vscodeHost.ts';

const stored = { file: '/captures/a.pcapng', title: 'Chat', changedAt: 0, bytes: 2048, frames: 1234, kept: false };

describe('captureTree', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const make = (live: string[] = []) =>
    cleanup.own(new CaptureTree({ list: () => Promise.resolve([stored]) }, () => live));
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
    const live = make([stored.file]).getTreeItem(stored);
    assert.equal(live.contextValue, 'capture.live');
    assert.match(describes(live), /live$/);
    const kept = make().getTreeItem({ ...stored, kept: true, frames: 1, bytes: 5 });
    assert.equal(kept.contextValue, 'capture.kept');
    assert.match(describes(kept), /· 5 bytes · 1 frame · kept$/);
    assert.ok(kept.iconPath instanceof ThemeIcon && kept.iconPath.id === 'pinned');
  });

  it('is drawn anew when asked to', () => {
    const tree = make();
    let drawn = 0;
    tree.onDidChangeTreeData(() => drawn++);
    tree.refresh();
    assert.equal(drawn, 1);
  });
});
