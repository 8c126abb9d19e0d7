import assert from 'node:assert/strict';
import { sessionCommands } from '../../src/host/sessionCommands.ts';
import { SessionList } from '../../src/host/sessionList.ts';
import { fakeEngine, sessionSnapshot } from '../support/fakeEngine.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('sessionCommands', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const make = () => {
    const engine = fakeEngine();
    const sessions = cleanup.own(new SessionList(engine));
    const shown: string[] = [];
    const moved: string[] = [];
    const all = sessionCommands({
      engine,
      connections: { network: () => ({}) },
      captures: { newFile: () => Promise.resolve('/captures/next.pcapng') },
      sessions,
      secrets: { values: () => Promise.resolve([]) },
      panels: { showSession: (id) => void shown.push(id), moveToNewPanel: (id) => void moved.push(id) },
    });
    const run = (name: string, argument?: unknown): Promise<unknown> =>
      new Promise((resolve) => resolve(all[name]?.(argument)));
    return { engine, sessions, shown, moved, run };
  };

  it('acts on what a tree, a menu of the page or a keybinding names', async () => {
    const { engine, shown, moved, run } = make();
    engine.tell(sessionSnapshot());
    await run('showSession', sessionSnapshot());
    await run('showSession', 'session-1');
    await run('moveSessionToNewPanel', { webviewSection: 'session', session: 'session-1' });
    assert.deepEqual(shown, ['session-1', 'session-1']);
    assert.deepEqual(moved, ['session-1']);
    await assert.rejects(run('showSession', 'nobody'), /no longer there/);
  });

  it('closes an open session with 1000, and gives up one that is not open yet', async () => {
    const { engine, run } = make();
    engine.tell(sessionSnapshot());
    engine.tell(sessionSnapshot({ id: 'session-2', state: 'connecting' }));
    await run('disconnectSession', 'session-1');
    await run('disconnectSession', 'session-2');
    await run('closeSession', 'session-2');
    assert.deepEqual(engine.calls, [
      ['session.close', { session: 'session-1', code: 1000, reason: undefined }],
      ['session.cancel', { session: 'session-2' }],
      ['session.forget', { session: 'session-2' }],
    ]);
  });

  it('connects one that ended again, into a capture of its own, and shows it', async () => {
    const { engine, shown, run } = make();
    await assert.rejects(run('reconnectSession'), /no ended session/);
    engine.tell(sessionSnapshot({ state: 'closed' }));
    await run('reconnectSession', 'session-1');
    assert.deepEqual(engine.calls, [
      ['session.reopen', { session: 'session-1', captureFile: '/captures/next.pcapng', network: {} }],
    ]);
    assert.deepEqual(shown, ['session-9']);
  });

  it('lets the user choose among those that fit', async () => {
    const { engine, shown, run } = make();
    await assert.rejects(run('pickSession'), /No session is live/);
    engine.tell(sessionSnapshot({ id: 'a', title: 'One' }));
    engine.tell(sessionSnapshot({ id: 'b', title: 'Ended', state: 'failed' }));
    let offered: readonly { readonly label: string; readonly description: string }[] = [];
    cleanup.replace('showQuickPick', (items: typeof offered) => {
      offered = items;
      return Promise.resolve(items[0]);
    });
    await run('pickSession');
    assert.deepEqual(
      offered.map(({ label, description }) => [label, description]),
      [['$(circle-filled) One', 'Open']],
    );
    assert.deepEqual(shown, ['a']);
  });

  it('restarts the engine at once when nothing lives, and asks when something does', async () => {
    const { engine, sessions, run } = make();
    const asked: string[] = [];
    const answers: (string | undefined)[] = [undefined, 'Restart'];
    cleanup.replace('showWarningMessage', (message: string) => {
      asked.push(message);
      return Promise.resolve(answers[asked.length - 1]);
    });
    engine.tell(sessionSnapshot({ state: 'closed' }));
    await run('restartEngine');
    assert.deepEqual(asked, []);
    assert.deepEqual(sessions.all, []);
    engine.tell(sessionSnapshot());
    await run('restartEngine');
    assert.match(String(asked[0]), /ends the live session/);
    assert.equal(sessions.all.length, 1);
    await run('restartEngine');
    assert.equal(sessions.all.length, 0);
  });
});
