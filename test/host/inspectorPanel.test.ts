import assert from 'node:assert/strict';
import { Uri, ViewColumn, window } from 'vscode';
import type { Handlers } from '../../src/contract/method.ts';
import type { PanelMethods } from '../../src/contract/panelContract.ts';
import { PANEL_TYPE, fillPanel } from '../../src/host/inspectorPanel.ts';
import { Cleanup, closeEditors, until, writeFile } from '../support/vscodeHost.ts';

/** A page that says by a request that it is there. */
const page = `acquireVsCodeApi().postMessage({ kind: 'request', id: 1, name: 'sequence.stop', params: { run: 'here' } });`;

describe('inspectorPanel', () => {
  const cleanup = new Cleanup();
  afterEach(closeEditors);
  afterEach(cleanup.run);

  it('puts the page into a panel, answers it, and says when the panel is closed', async () => {
    const extension = cleanup.folder();
    await writeFile(Uri.joinPath(extension, 'dist/webview.js'), page);
    await writeFile(Uri.joinPath(extension, 'dist/webview.css'), '');
    const asked: string[] = [];
    let closed = 0;
    const view = window.createWebviewPanel(PANEL_TYPE, 'Suite', ViewColumn.Active, {});
    const handlers: Partial<Handlers<PanelMethods>> = {
      'sequence.stop': ({ run }) => {
        asked.push(run);
        return {};
      },
    };
    fillPanel(
      view,
      extension,
      () => handlers as Handlers<PanelMethods>,
      () => undefined,
      () => closed++,
    );
    await until(() => asked.length === 1, 'the page asks');
    assert.deepEqual(view.webview.options.localResourceRoots, [Uri.joinPath(extension, 'dist')]);
    view.dispose();
    assert.equal(closed, 1);
  });
});
