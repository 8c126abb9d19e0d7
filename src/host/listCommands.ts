import { commands } from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable.ts';
import type { ListCommand, PanelNotices } from '../contract/panelContract.ts';
import type { Notify } from '../contract/rpc.ts';

/** The commands `websocketInspector.list.…`, in the order of the manifest. The panel knows what is selected, so it carries them out. */
export const LIST_COMMANDS: readonly ListCommand[] = [
  'copyText',
  'copyHex',
  'copyBase64',
  'copyJson',
  'copyWscat',
  'copyWebsocat',
  'saveBytes',
  'sendAgain',
  'editAndSend',
  'toggleMark',
  'editNote',
  'toggleFold',
  'foldAll',
  'togglePause',
  'clear',
  'showCleared',
  'mutePings',
  'toggleTimeline',
  'chooseColumns',
  'resetColumns',
  'selectAll',
  'goToEnd',
];

/** Registers them; each becomes a notice to the panel that is shown. */
export function registerListCommands(notify: Notify<PanelNotices>): Disposable {
  const store = new DisposableStore();
  for (const what of LIST_COMMANDS) {
    store.add(commands.registerCommand(`websocketInspector.list.${what}`, () => notify('list.do', { what })));
  }
  return store;
}
