import assert from 'node:assert/strict';
import { TabInputWebview, Uri, ViewColumn, commands, window, workspace } from 'vscode';
import type { Handlers } from '../../src/contract/method.ts';
import type { Draft, PanelMethods } from '../../src/contract/panelContract.ts';
import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import { PANEL_TYPE } from '../../src/host/inspectorPanel.ts';
import { type AnswerPanel, type OpenPanel, Panels } from '../../src/host/panels.ts';
import { sessionSnapshot } from '../support/fakeEngine.ts';
import { Cleanup, closeEditors, until, writeFile } from '../support/vscodeHost.ts';

/** A page that asks how to start as soon as it is loaded, and names every notice that it gets by a further question. */
const page = `
const api = acquireVsCodeApi();
addEventListener('message', ({ data }) => {
  if (data.kind === 'notice') api.postMessage({ kind: 'request', id: 2, name: 'sequence.stop', params: { run: data.name } });
});
api.postMessage({ kind: 'request', id: 1, name: 'panel.start', params: {} });
`;

const panels = (): number =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(PANEL_TYPE)).length;

describe('panels', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);
  afterEach(closeEditors);

  async function make() {
    const extension = cleanup.folder();
    await writeFile(Uri.joinPath(extension, 'dist/webview.js'), page);
    await writeFile(Uri.joinPath(extension, 'dist/webview.css'), '');
    const drafts: (Draft | undefined)[] = [];
    const noticed: string[] = [];
    const problems: string[] = [];
    const shown: (string | undefined)[] = [];
    const has: ((session: string) => boolean)[] = [];
    const renamed: (readonly (readonly [string, string])[])[] = [];
    const opened: OpenPanel[] = [];
    const answer: AnswerPanel = (open) => {
      opened.push(open);
      has.push((session) => open.shows(session));
      const known: Partial<Handlers<PanelMethods>> = {
        'panel.start': async () => {
          await open.restoring;
          renamed.push([...open.renamed]);
          const draft = open.takeDraft();
          drafts.push(draft);
          shown.push(open.takeShown());
          return {
            draft: draft ?? { options: { url: '' } },
            sessions: [],
            active: undefined,
            list: undefined,
            density: 'normal' as const,
            secretPatterns: [],
            places: [],
            environments: { names: [], active: undefined },
            from: undefined,
          };
        },
        'sequence.stop': ({ run }) => {
          noticed.push(run);
          return {};
        },
      };
      return known as Handlers<PanelMethods>;
    };
    const all: SessionSnapshot[] = [];
    const sessions = { all, find: (id: string) => all.find((session) => session.id === id) };
    const panel = cleanup.own(new Panels(extension, sessions, answer, (problem) => problems.push(problem)));
    return { panel, all, opened, drafts, shown, has, renamed, noticed, problems };
  }

  it('opens one panel with the draft, which is taken once', async () => {
    const { panel, drafts, problems } = await make();
    panel.open({ options: { url: 'ws://127.0.0.1:1/first' } });
    await until(() => drafts.length === 1, 'the page asks how to start');
    assert.equal(drafts[0]?.options.url, 'ws://127.0.0.1:1/first');
    assert.equal(panels(), 1);
    assert.deepEqual(problems, []);
  });

  it('opens beside the editor in use when asked to', async () => {
    const { panel } = await make();
    const document = await workspace.openTextDocument({ content: 'code' });
    await window.showTextDocument(document, ViewColumn.One);
    panel.open(undefined, true);
    await until(() => panels() === 1, 'the panel');
    const column = () =>
      window.tabGroups.all.find(({ tabs }) => tabs.some(({ input }) => input instanceof TabInputWebview))?.viewColumn;
    assert.equal(column(), ViewColumn.Two);
    // Asked again from inside of it, it stays where it is.
    panel.open(undefined, true);
    assert.equal(column(), ViewColumn.Two);
  });

  it('tells an open panel of a new draft instead of opening a second one', async () => {
    const { panel, drafts, noticed } = await make();
    panel.open();
    await until(() => drafts.length === 1, 'the page asks how to start');
    panel.open({ options: { url: 'ws://127.0.0.1:1/second' } });
    await until(() => noticed.length === 1, 'the notice');
    assert.deepEqual(noticed, ['draft.load']);
    assert.equal(panels(), 1);
  });

  it('opens again after it was closed', async () => {
    const { panel, drafts } = await make();
    panel.open();
    await until(() => drafts.length === 1, 'the first page');
    await closeEditors();
    await until(() => panels() === 0, 'the panel closes');
    panel.open({ options: { url: 'ws://127.0.0.1:1/again' } });
    await until(() => drafts.length === 2, 'the second page');
    assert.equal(drafts[1]?.options.url, 'ws://127.0.0.1:1/again');
  });

  it('takes over a panel that VS Code restored, in the place of its own', async () => {
    const { panel, drafts } = await make();
    panel.open();
    await until(() => drafts.length === 1, 'the first page');
    panel.adopt(window.createWebviewPanel(PANEL_TYPE, 'Restored', ViewColumn.Active, {}));
    await until(() => drafts.length === 2, 'the restored page');
    await until(() => panels() === 1, 'the first panel goes');
  });

  it('asks nobody about sessions whose panel was replaced by a restored one', async () => {
    const { panel, all, drafts } = await make();
    const abandoned: unknown[] = [];
    panel.onAbandoned((sessions) => abandoned.push(sessions));
    panel.open();
    await until(() => drafts.length === 1, 'the first page');
    all.push(sessionSnapshot({ id: 'a' }));
    panel.adopt(window.createWebviewPanel(PANEL_TYPE, 'Restored', ViewColumn.Active, {}));
    await until(() => panels() === 1, 'the first panel goes');
    assert.deepEqual(abandoned, []);
  });

  it('restores a panel of its own for its sessions as they are called now, once these are known', async () => {
    const { panel, has, drafts, renamed, noticed } = await make();
    panel.open();
    await until(() => drafts.length === 1, 'the main page');
    const { promise, resolve } = Promise.withResolvers<ReadonlyMap<string, string>>();
    panel.adopt(window.createWebviewPanel(PANEL_TYPE, 'Restored', ViewColumn.Beside, {}), ['old-a', 'old-b'], promise);
    assert.equal(has[1]?.('new-a'), false);
    resolve(new Map([['old-a', 'new-a']]));
    await until(() => drafts.length === 2, 'the restored page');
    assert.deepEqual(renamed, [[], [['old-a', 'new-a']]]);
    assert.deepEqual(
      has.map((shows) => shows('new-a')),
      [false, true],
    );
    await until(() => noticed.length > 0, 'the main page forgets it');
    assert.deepEqual(noticed, ['session.forgotten']);
  });

  it('keeps the new names for each page of a panel, whichever engine it knows', async () => {
    const { panel, opened, drafts } = await make();
    panel.open();
    await until(() => drafts.length === 1, 'the page');
    const [open] = opened;
    assert.ok(open);
    assert.deepEqual([open.restoring, open.renamed], [undefined, new Map()]);
    panel.renamed(Promise.resolve(new Map([['a', 'a2']])));
    panel.renamed(
      Promise.resolve(
        new Map([
          ['a2', 'a3'],
          ['b2', 'b3'],
        ]),
      ),
    );
    const names = new Map([
      ['a', 'a3'],
      ['a2', 'a3'],
      ['b2', 'b3'],
    ]);
    await open.restoring;
    assert.deepEqual([open.restoring, open.renamed], [undefined, names]);
  });

  it('lets every page begin anew with another engine, each with its sessions under their new names', async () => {
    const { panel, all, has, drafts, noticed } = await make();
    all.push(sessionSnapshot({ id: 'a' }), sessionSnapshot({ id: 'b' }));
    panel.open();
    await until(() => drafts.length === 1, 'the main page');
    panel.moveToNewPanel('a');
    await commands.executeCommand('workbench.action.moveEditorToNextGroup');
    await until(() => drafts.length >= 2, 'the second page');
    noticed.length = 0;
    panel.renamed(Promise.resolve(new Map([['a', 'a2']])));
    // Both are told of the new engine at once, and what is lost when the new names are known.
    await until(() => new Set(noticed).size >= 2, 'the notices');
    assert.deepEqual([...new Set(noticed)].sort(), ['engine.started', 'session.forgotten']);
    assert.deepEqual(
      ['a', 'a2', 'b2'].map((id) => has.slice(0, 2).map((shows) => shows(id))),
      [
        [true, false],
        [false, true],
        [true, false],
      ],
    );
  });

  it('sends nothing to a hidden panel; the page begins anew when it is shown again', async () => {
    const { panel, drafts, noticed } = await make();
    panel.open();
    await until(() => drafts.length === 1, 'the page asks how to start');
    await commands.executeCommand('workbench.action.files.newUntitledFile');
    await new Promise((wake) => setTimeout(wake, 500));
    panel.notify('session.forgotten', { session: 'x' });
    panel.open();
    await until(() => drafts.length === 2, 'the page asks again');
    panel.notify('session.show', { session: 'x' });
    await until(() => noticed.length > 0, 'a notice');
    assert.deepEqual(noticed, ['session.show']);
  });

  it('gives a session a panel of its own, named after it, and takes it back when that closes', async () => {
    const { panel, all, drafts, shown, has, noticed } = await make();
    all.push(sessionSnapshot({ id: 'a', title: 'One' }), sessionSnapshot({ id: 'b', title: 'Two' }));
    panel.open();
    await until(() => drafts.length === 1, 'the main page');
    panel.moveToNewPanel('a');
    await until(() => drafts.length === 2, 'the second page');
    assert.equal(shown[1], 'a');
    assert.equal(panels(), 2);
    assert.ok(window.tabGroups.activeTabGroup.activeTab?.label === 'One');
    assert.deepEqual(
      ['a', 'b'].map((id) => has.map((shows) => shows(id))),
      [
        [false, true],
        [true, false],
      ],
    );
    // What concerns a session is told where it is, and to nobody else.
    noticed.length = 0;
    panel.notify('session.grew', { session: 'b', frames: 1 });
    panel.notify('session.changed', sessionSnapshot({ id: 'a' }));
    await until(() => noticed.length > 0, 'a notice');
    assert.deepEqual(noticed, ['session.changed']);
    // A second wish for the same changes nothing.
    panel.moveToNewPanel('a');
    assert.equal(panels(), 2);
    await commands.executeCommand('workbench.action.closeActiveEditor');
    await until(() => panels() === 1, 'its panel closes');
    assert.equal(has[0]?.('a'), true);
  });

  it('reveals the panel that has a session, or opens one, to show it', async () => {
    const { panel, drafts, shown, noticed } = await make();
    panel.showSession('a');
    await until(() => drafts.length === 1, 'the page');
    assert.deepEqual(shown, ['a']);
    panel.showSession('b');
    await until(() => noticed.length > 0, 'the notice');
    assert.deepEqual(noticed, ['session.show']);
    await commands.executeCommand('workbench.action.files.newUntitledFile');
    panel.showSession('c');
    await until(() => drafts.length === 2, 'the page begins anew');
    assert.equal(shown[1], 'c');
  });

  it('says which sessions no panel shows any more', async () => {
    const { panel, all, drafts } = await make();
    const abandoned: string[][] = [];
    panel.onAbandoned((sessions) => abandoned.push(sessions.map(({ id }) => id)));
    panel.open();
    await until(() => drafts.length === 1, 'the page');
    await closeEditors();
    await until(() => panels() === 0, 'the panel closes');
    assert.deepEqual(abandoned, []);
    all.push(sessionSnapshot({ id: 'a' }));
    panel.open();
    await until(() => drafts.length === 2, 'the page');
    await closeEditors();
    await until(() => abandoned.length > 0, 'the sessions are left');
    assert.deepEqual(abandoned, [['a']]);
  });
});
