import assert from 'node:assert/strict';
import { SessionList } from '../../src/host/sessionList.ts';
import { fakeEngine, sessionSnapshot } from '../support/fakeEngine.ts';

describe('sessionList', () => {
  it('has the live ones first, each kind newest first', () => {
    const engine = fakeEngine();
    const list = new SessionList(engine);
    engine.tell(sessionSnapshot({ id: 'old', startedAt: 1 }));
    engine.tell(sessionSnapshot({ id: 'ended', startedAt: 3, state: 'closed' }));
    engine.tell(sessionSnapshot({ id: 'new', startedAt: 2, state: 'connecting' }));
    assert.deepEqual(
      list.all.map(({ id }) => id),
      ['new', 'old', 'ended'],
    );
    assert.deepEqual(
      list.live.map(({ id }) => id),
      ['new', 'old'],
    );
    assert.equal(list.find('ended')?.state, 'closed');
  });

  it('tells of each change, and forgets what is forgotten and all that a lost engine had', () => {
    const engine = fakeEngine();
    const list = new SessionList(engine);
    const told: (string | undefined)[] = [];
    list.onChange((session) => told.push(session?.id));
    engine.tell(sessionSnapshot({ id: 'a' }));
    engine.tell(sessionSnapshot({ id: 'b' }));
    engine.forget('a');
    engine.forget('a');
    engine.restart();
    assert.deepEqual(told, ['a', 'b', undefined, undefined]);
    assert.deepEqual(list.all, []);
    assert.deepEqual(
      list.lost.map(({ id }) => id),
      ['b'],
    );
    list.dispose();
    engine.tell(sessionSnapshot({ id: 'c' }));
    assert.deepEqual(list.all, []);
  });

  it('has no live session any more once the engine is lost', () => {
    const engine = fakeEngine();
    const list = new SessionList(engine);
    engine.tell(sessionSnapshot({ id: 'a' }));
    engine.tell(sessionSnapshot({ id: 'b', state: 'failed' }));
    const told: (string | undefined)[] = [];
    list.onChange((session) => told.push(session?.id));
    engine.lose('out of luck');
    assert.deepEqual(told, ['a']);
    assert.deepEqual(list.live, []);
    assert.equal(list.find('a')?.opened?.interruption, 'engine');
    assert.equal(list.find('b')?.state, 'failed');
  });
});
