import { commands } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { SessionList } from './sessionList.ts';

/** Tells VS Code how many sessions there are, so that the palette offers only what can be done. */
export function sessionContexts(sessions: SessionList): Disposable {
  const told = new Map<string, number>();
  const tell = (name: string, count: number): void => {
    if (told.get(name) === count) return;
    told.set(name, count);
    void commands.executeCommand('setContext', `websocketInspector.${name}`, count);
  };
  const paint = (): void => {
    const all = sessions.all.length;
    const live = sessions.live.length;
    tell('sessions', all);
    tell('liveSessions', live);
    tell('endedSessions', all - live);
  };
  paint();
  return sessions.onChange(paint);
}
