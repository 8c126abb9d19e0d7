import assert from 'node:assert/strict';
import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import type { Connections } from '../../src/host/connections.ts';
import { testConnection } from '../../src/host/testConnection.ts';
import { fakeEngine, sessionSnapshot } from '../support/fakeEngine.ts';

const signal = new AbortController().signal;

async function test(session: Partial<SessionSnapshot>) {
  const engine = fakeEngine();
  const tried: unknown[] = [];
  const connections: Pick<Connections, 'open'> = {
    open: (options) => {
      tried.push(options);
      engine.tell(sessionSnapshot({ state: 'connecting' }));
      setTimeout(() => engine.tell(sessionSnapshot(session)), 10);
      return Promise.resolve({ ok: true, session: 'session-1' });
    },
  };
  const options = { url: 'ws://h/', reconnect: { tries: 5 } };
  const tested = await testConnection(engine, connections, options, undefined, signal);
  return { tested, calls: engine.calls, tried };
}

describe('testConnection', () => {
  it('closes what opened, and leaves nothing behind', async () => {
    const { tested, calls, tried } = await test({ subprotocol: 'chat' });
    assert.deepEqual(tested, {
      kind: 'open',
      sentence: 'The server accepted the connection, with subprotocol chat. It was closed again.',
    });
    assert.deepEqual(
      calls.map(([name]) => name),
      ['session.close', 'session.forget'],
    );
    assert.deepEqual(tried, [{ url: 'ws://h/' }]);
  });

  it('tells why it failed', async () => {
    const diagnosis = {
      ...{
        stage: 'http' as const,
        cause: 'forbidden',
        title: 'The server answered 403 Forbidden',
        explanation: 'It refuses.',
      },
      ...{ likelyCauses: [], evidence: [], remedies: [], section: '' },
    };
    const { tested, calls } = await test({ state: 'failed', diagnoses: [diagnosis] });
    assert.ok(tested.kind === 'failed');
    assert.match(tested.sentence, /^The server answered 403 Forbidden\. It refuses\./);
    assert.deepEqual(
      calls.map(([name]) => name),
      ['session.forget'],
    );
  });

  it('gives back what stands against dialling', async () => {
    const problems = [{ field: 'url', message: 'bad' }] as const;
    const connections = { open: () => Promise.resolve({ ok: false as const, problems }) };
    const tested = await testConnection(fakeEngine(), connections, { url: '' }, undefined, signal);
    assert.deepEqual(tested, { kind: 'problems', problems });
  });
});
