import assert from 'node:assert/strict';
import { SessionList } from '../../src/host/sessionList.ts';
import { sessionStatusBar } from '../../src/host/sessionStatusBar.ts';
import { fakeEngine, sessionSnapshot } from '../support/fakeEngine.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('sessionStatusBar', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('counts the live sessions, names them, and leads to them', () => {
    const engine = fakeEngine();
    const { item } = cleanup.own(sessionStatusBar(cleanup.own(new SessionList(engine))));
    assert.equal(item.command, 'websocketInspector.pickSession');
    engine.tell(sessionSnapshot({ id: 'a', title: 'One' }));
    assert.equal(item.text, '$(plug) 1');
    assert.match(item.tooltip as string, /^1 WebSocket session is live.*\nOne$/);
    engine.tell(sessionSnapshot({ id: 'b', title: 'Two', startedAt: 1 }));
    engine.tell(sessionSnapshot({ id: 'c', state: 'failed' }));
    assert.equal(item.text, '$(plug) 2');
    assert.match(item.tooltip as string, /^2 WebSocket sessions are live.*\nTwo\nOne$/);
    assert.equal(item.accessibilityInformation?.label, '2 WebSocket sessions are live');
  });
});
