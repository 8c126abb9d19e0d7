import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { sessionContexts } from '../../src/host/sessionContexts.ts';
import { SessionList } from '../../src/host/sessionList.ts';
import { fakeEngine, sessionSnapshot } from '../support/fakeEngine.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('sessionContexts', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('tells the counts when they change, and only then', () => {
    const told: unknown[] = [];
    const real = commands.executeCommand;
    const target = commands as unknown as Record<string, unknown>;
    target['executeCommand'] = (...args: unknown[]) => {
      told.push(args.slice(1));
      return Promise.resolve();
    };
    cleanup.later(() => {
      target['executeCommand'] = real;
    });
    const engine = fakeEngine();
    cleanup.own(sessionContexts(cleanup.own(new SessionList(engine))));
    told.length = 0;
    engine.tell(sessionSnapshot());
    engine.tell(sessionSnapshot({ violations: 1 }));
    engine.tell(sessionSnapshot({ state: 'closed' }));
    assert.deepEqual(told, [
      ['websocketInspector.sessions', 1],
      ['websocketInspector.liveSessions', 1],
      ['websocketInspector.liveSessions', 0],
      ['websocketInspector.endedSessions', 1],
    ]);
  });
});
