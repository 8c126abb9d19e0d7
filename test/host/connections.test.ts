import assert from 'node:assert/strict';
import { createConnections } from '../../src/host/connections.ts';
import type { EngineClient } from '../../src/host/engineClient.ts';

const env = { TOKEN: 'secret', HOST: '127.0.0.1' };
const asked: { name: string; params: unknown }[] = [];
const engine = {
  call: (name: string, params: unknown) => {
    asked.push({ name, params });
    return Promise.resolve({ ok: true, session: 'session-1' });
  },
} as unknown as EngineClient;
const network = { ca: ['/ca.pem'] };
const captures = { newFile: () => Promise.resolve('/captures/1.pcapng') };
const trusting = createConnections(
  engine,
  captures,
  env,
  () => true,
  () => network,
);
const wary = createConnections(
  engine,
  captures,
  env,
  () => false,
  () => network,
);

describe('connections', () => {
  beforeEach(() => asked.splice(0));

  it('fills in variables of the environment', () => {
    const resolved = trusting.resolve({
      url: 'ws://${env:HOST}/echo',
      headers: [['Authorization', 'Bearer ${env:TOKEN}']],
    });
    assert.deepEqual(resolved, {
      ok: true,
      options: { url: 'ws://127.0.0.1/echo', headers: [['Authorization', 'Bearer secret']] },
    });
  });

  it('reads nothing from the environment in a folder that is not trusted', () => {
    const resolved = wary.resolve({ url: 'ws://127.0.0.1/?token=${env:TOKEN}' });
    assert.ok(!resolved.ok);
    assert.equal(resolved.problems[0]?.field, 'url');
    assert.ok(!JSON.stringify(resolved).includes('secret'));
  });

  it('dials nothing while there is a problem', async () => {
    const opened = await trusting.open({ url: 'ftp://127.0.0.1/', subprotocols: ['no token'] }, 'title');
    assert.ok(!opened.ok);
    assert.deepEqual(opened.problems.map(({ field }) => field).sort(), ['subprotocols', 'url']);
    assert.deepEqual(asked, []);
  });

  it('opens with a capture file of its own', async () => {
    const opened = await trusting.open({ url: 'ws://${env:HOST}:80/' }, 'Echo');
    assert.deepEqual(opened, { ok: true, session: 'session-1' });
    assert.deepEqual(asked, [
      {
        name: 'session.open',
        params: { options: { url: 'ws://127.0.0.1:80/' }, title: 'Echo', captureFile: '/captures/1.pcapng', network },
      },
    ]);
  });
});
