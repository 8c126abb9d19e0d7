import { Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import { type Draft, type PanelMethods, type PanelNotices, panelMethods } from '../contract/panelContract.ts';
import type { Handlers } from '../contract/method.ts';
import { type Notify, type ReportProblem, createNotifier, serve } from '../contract/rpc.ts';
import { panelHtml } from './panelHtml.ts';
import { webviewPort } from './webviewPort.ts';

export const PANEL_TYPE = 'websocketInspector.panel';

/** Builds the answers for one panel; `show` lets them speak to it. */
export type AnswerPanel = (panel: OpenPanel) => Handlers<PanelMethods>;

export interface OpenPanel {
  readonly notify: Notify<PanelNotices>;
  /** What the panel is to begin with; taken once. */
  takeDraft(): Draft | undefined;
}

/** The inspector panel: one, revealed when asked for again, restored after a reload. */
export class InspectorPanel {
  readonly #extension: Uri;
  readonly #answer: AnswerPanel;
  readonly #report: ReportProblem;
  #current: { readonly panel: WebviewPanel; readonly notify: Notify<PanelNotices>; started: boolean } | undefined;
  #draft: Draft | undefined;

  constructor(extension: Uri, answer: AnswerPanel, report: ReportProblem) {
    this.#extension = extension;
    this.#answer = answer;
    this.#report = report;
  }

  /** Opens or reveals the panel; a draft is put into its connection bar. */
  open(draft?: Draft): void {
    if (this.#current !== undefined) {
      this.#current.panel.reveal();
      if (draft !== undefined) {
        if (this.#current.started) this.#current.notify('draft.load', draft);
        else this.#draft = draft;
      }
      return;
    }
    this.#draft = draft;
    const panel = window.createWebviewPanel(PANEL_TYPE, 'WebSocket Inspector', ViewColumn.Active, {});
    this.adopt(panel);
  }

  /** Takes over a panel that VS Code made or restored. */
  adopt(panel: WebviewPanel): void {
    this.#current?.panel.dispose();
    const owned = new DisposableStore();
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(this.#extension, 'dist')] };
    panel.iconPath = Uri.joinPath(this.#extension, 'media', 'icon.svg');
    const port = webviewPort(webview, (error) => this.#report('A message did not reach the panel.', error));
    const notify = createNotifier<PanelNotices>(port);
    const current = { panel, notify, started: false };
    const handlers = this.#answer({
      notify,
      takeDraft: () => {
        current.started = true;
        const draft = this.#draft;
        this.#draft = undefined;
        return draft;
      },
    });
    owned.add(serve(port, panelMethods, handlers, this.#report));
    this.#current = current;
    panel.onDidDispose(() => {
      owned.dispose();
      if (this.#current === current) this.#current = undefined;
    });
    webview.html = panelHtml(webview, this.#extension);
  }

  /** Tells the panel, if there is one and it is shown: a hidden one asks for everything when it comes back. */
  readonly notify: Notify<PanelNotices> = (name, body) => {
    if (this.#current?.panel.visible === true) this.#current.notify(name, body);
  };

  dispose(): void {
    this.#current?.panel.dispose();
  }
}
