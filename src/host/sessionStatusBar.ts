import { StatusBarAlignment, type StatusBarItem, window } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { SessionList } from './sessionList.ts';

/** The status bar's count of live sessions; not there while none lives. A click offers them. */
export function sessionStatusBar(sessions: SessionList): Disposable & { readonly item: StatusBarItem } {
  const item = window.createStatusBarItem('websocketInspector.sessions', StatusBarAlignment.Right, 90);
  item.name = 'WebSocket Sessions';
  item.command = 'websocketInspector.pickSession';
  const paint = (): void => {
    const { live } = sessions;
    const count = live.length;
    if (count === 0) {
      item.hide();
      return;
    }
    const words = count === 1 ? '1 WebSocket session is live' : `${count} WebSocket sessions are live`;
    item.text = `$(plug) ${count}`;
    item.tooltip = `${words}. Click to choose one.\n${live.map(({ title }) => title).join('\n')}`;
    item.accessibilityInformation = { label: words, role: 'button' };
    item.show();
  };
  const subscription = sessions.onChange(paint);
  paint();
  return {
    item,
    dispose: () => {
      subscription.dispose();
      item.dispose();
    },
  };
}
