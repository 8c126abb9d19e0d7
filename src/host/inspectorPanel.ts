import { Uri, type WebviewPanel } from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import type { Handlers } from '../contract/method.ts';
import { type PanelMethods, type PanelNotices, panelMethods } from '../contract/panelContract.ts';
import { type Notify, type ReportProblem, createNotifier, serve } from '../contract/rpc.ts';
import { panelHtml } from './panelHtml.ts';
import { webviewPort } from './webviewPort.ts';

export const PANEL_TYPE = 'websocketInspector.panel';

/** One panel of VS Code with our page in it. */
export interface InspectorPanel {
  readonly view: WebviewPanel;
  /** Tells the page, while it is shown: a hidden one is gone, and asks for everything when it comes back. */
  readonly notify: Notify<PanelNotices>;
}

/** Puts the page into a panel that VS Code made or restored. `closed` is called when the panel is gone. */
export function fillPanel(
  view: WebviewPanel,
  extension: Uri,
  answers: (notify: Notify<PanelNotices>) => Handlers<PanelMethods>,
  report: ReportProblem,
  closed: () => void,
): InspectorPanel {
  const owned = new DisposableStore();
  const { webview } = view;
  webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist')] };
  view.iconPath = Uri.joinPath(extension, 'media', 'icon.svg');
  const port = webviewPort(webview, (error) => report('A message did not reach the panel.', error));
  const tell = createNotifier<PanelNotices>(port);
  const notify: Notify<PanelNotices> = (name, body) => {
    if (view.visible) tell(name, body);
  };
  owned.add(serve(port, panelMethods, answers(notify), report));
  view.onDidDispose(() => {
    owned.dispose();
    closed();
  });
  webview.html = panelHtml(webview, extension);
  return { view, notify };
}
