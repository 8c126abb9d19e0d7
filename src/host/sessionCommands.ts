import { window } from 'vscode';
import { isLive } from '../contract/liveSession.ts';
import { type SessionSnapshot } from '../contract/sessionView.ts';
import type { CaptureFolder } from './captureFolder.ts';
import type { Connections } from './connections.ts';
import type { EngineClient } from './engineClient.ts';
import type { Panels } from './panels.ts';
import type { Secrets } from './secrets.ts';
import { exportSession } from './exportSession.ts';
import type { SessionList } from './sessionList.ts';
import { sessionSummary, sessionWords } from './sessionWords.ts';

interface SessionServices {
  readonly engine: Pick<EngineClient, 'call' | 'restart'>;
  readonly connections: Pick<Connections, 'network'>;
  readonly captures: Pick<CaptureFolder, 'newFile'>;
  readonly sessions: SessionList;
  readonly secrets: Pick<Secrets, 'values'>;
  readonly panels: Pick<Panels, 'showSession' | 'moveToNewPanel'>;
}

/** Commands on one session by name. Each takes a session of the tree, its id, or the page's context; without one it asks. */
export function sessionCommands(services: SessionServices): Readonly<Record<string, (argument: unknown) => unknown>> {
  const { engine, connections, captures, sessions, secrets, panels } = services;

  const choose = async (
    argument: unknown,
    fits: (session: SessionSnapshot) => boolean,
    none: string,
  ): Promise<SessionSnapshot | undefined> => {
    const id = sessionIn(argument);
    if (id !== undefined) {
      const found = sessions.find(id);
      if (found === undefined) throw new Error('That session is no longer there.');
      return found;
    }
    const fitting = sessions.all.filter(fits);
    if (fitting.length === 0) throw new Error(none);
    const items = fitting.map((session) => ({
      label: `$(${sessionWords(session).icon}) ${session.title}`,
      description: sessionSummary(session),
      detail: session.title === session.url ? '' : session.url,
      session,
    }));
    return (await window.showQuickPick(items, { placeHolder: 'Which session?', matchOnDetail: true }))?.session;
  };
  const any = (): boolean => true;
  const noSession = 'There is no session. Open the inspector and connect.';
  const noLive = 'No session is live. Open the inspector and connect.';

  return {
    showSession: async (argument) => {
      const session = await choose(argument, any, noSession);
      if (session !== undefined) panels.showSession(session.id);
    },
    pickSession: async () => {
      const session = await choose(undefined, isLive, noLive);
      if (session !== undefined) panels.showSession(session.id);
    },
    disconnectSession: async (argument) => {
      const session = await choose(argument, isLive, noLive);
      if (session === undefined) return;
      // Before it is open there is nothing to close by a Close frame.
      if (session.state === 'connecting') await engine.call('session.cancel', { session: session.id });
      else await engine.call('session.close', { session: session.id, code: 1000, reason: undefined });
    },
    reconnectSession: async (argument) => {
      const session = await choose(argument, (one) => !isLive(one), 'There is no ended session to connect again.');
      if (session === undefined) return;
      const captureFile = await captures.newFile();
      const opened = await engine.call('session.reopen', {
        session: session.id,
        captureFile,
        network: connections.network(),
      });
      if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join(' '));
      panels.showSession(opened.session);
    },
    closeSession: async (argument) => {
      const session = await choose(argument, any, noSession);
      if (session !== undefined) await engine.call('session.forget', { session: session.id });
    },
    exportSession: async (argument) => {
      const session = await choose(argument, any, noSession);
      const file = session === undefined ? undefined : await exportSession(engine, session, secrets);
      if (file !== undefined) void window.showInformationMessage(`Exported to ${file}, secrets masked.`);
    },
    moveSessionToNewPanel: async (argument) => {
      const session = await choose(argument, any, noSession);
      if (session !== undefined) panels.moveToNewPanel(session.id);
    },
    restartEngine: async () => {
      const live = sessions.live.length;
      if (live > 0) {
        const detail = 'What they exchanged so far is kept in their capture files.';
        const message = `Restarting the engine ends ${live === 1 ? 'the live session' : `${live} live sessions`}.`;
        if ((await window.showWarningMessage(message, { modal: true, detail }, 'Restart')) === undefined) return;
      }
      engine.restart();
    },
  };
}

/** The id in whatever a tree, a menu of the page or a keybinding gives. */
function sessionIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('session' in argument && typeof argument.session === 'string') return argument.session;
  return 'id' in argument && typeof argument.id === 'string' ? argument.id : undefined;
}
