import { ConfigurationTarget, window, workspace } from 'vscode';
import { isLive } from '../contract/liveSession.ts';
import type { SessionId, SessionSnapshot } from '../contract/sessionView.ts';

const SECTION = 'websocketInspector';
const SETTING = 'whenPanelCloses';

type Answer = 'ask' | 'keep' | 'disconnect';

export interface SessionEnds {
  show(session: SessionId): void;
  disconnect(session: SessionId): Promise<unknown>;
}

/**
 * The last panel with these sessions was closed. Those that live go on; the user is asked once whether they shall, and the
 * answer is kept in a setting.
 */
export async function panelClosed(sessions: readonly SessionSnapshot[], ends: SessionEnds): Promise<void> {
  const live = sessions.filter(isLive);
  const [first] = live;
  if (first === undefined) return;
  const configuration = workspace.getConfiguration(SECTION);
  const setting = configuration.get<Answer>(SETTING, 'ask');
  const disconnect = async (): Promise<void> => {
    await Promise.all(live.map(({ id }) => ends.disconnect(id)));
  };
  if (setting === 'keep') return;
  if (setting === 'disconnect') {
    await disconnect();
    return;
  }
  const goOn = live.length === 1 ? `The session ${first.title} goes on` : `${live.length} WebSocket sessions go on`;
  const message = `${goOn} without a panel. Shall sessions always go on when their panel is closed? The answer is kept in the setting ${SECTION}.${SETTING}.`;
  const answer = await window.showInformationMessage(message, 'Always Go On', 'Always Disconnect', 'Show Again');
  if (answer === 'Show Again') ends.show(first.id);
  if (answer === 'Always Go On') await configuration.update(SETTING, 'keep', ConfigurationTarget.Global);
  if (answer !== 'Always Disconnect') return;
  await configuration.update(SETTING, 'disconnect', ConfigurationTarget.Global);
  await disconnect();
}
