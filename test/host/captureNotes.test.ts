import assert from 'node:assert/strict';
import { keepCaptureNotes } from '../../src/host/captureNotes.ts';
import { SessionList } from '../../src/host/sessionList.ts';
import { fakeEngine, sessionSnapshot } from '../support/fakeEngine.ts';
import { Cleanup, until } from '../support/vscodeHost.ts';

describe('captureNotes', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('writes the title when a session begins and its frames when it ends, once each', async () => {
    const engine = fakeEngine();
    const sessions = cleanup.own(new SessionList(engine));
    const noted: unknown[] = [];
    let changes = 0;
    const library = {
      folder: '/captures',
      describe: (...described: unknown[]) => {
        noted.push(described);
        return Promise.resolve();
      },
    };
    cleanup.own(keepCaptureNotes(sessions, library, () => (changes += 1), assert.ifError));
    const captureFile = '/captures/a.pcapng';
    const server = { frames: 7, messages: 7, wireBytes: 1, payloadBytes: 1 };
    engine.tell(sessionSnapshot({ captureFile, title: 'Chat' }));
    engine.tell(sessionSnapshot({ captureFile, title: 'Chat', server }));
    engine.tell(sessionSnapshot({ captureFile, title: 'Chat', server, state: 'closed' }));
    engine.tell(sessionSnapshot({ id: 'b', captureFile: '/captures/b.pcapng', opened: { trouble: [] } }));
    engine.tell(sessionSnapshot({ id: 'c', captureFile: '/elsewhere/c.pcapng' }));
    engine.tell(sessionSnapshot({ id: 'd' }));
    assert.deepEqual(noted, [
      ['/captures/a.pcapng', { title: 'Chat' }],
      ['/captures/a.pcapng', { frames: 7 }],
    ]);
    await until(() => changes === 2, 'both changes');
  });
});
