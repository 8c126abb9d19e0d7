import assert from 'node:assert/strict';
import { type InspectorApi, createApi } from '../../src/host/api.ts';
import type { ProfileStore } from '../../src/host/profileStore.ts';
import { sessionSnapshot } from '../support/fakeEngine.ts';
import { profileSource } from '../support/profileSource.ts';
import { activeExtension } from '../support/vscodeHost.ts';

const source = profileSource('user', '{ "profiles": [ { "name": "Chat", "url": "ws://u:hunter2@h/" } ] }');

describe('api', () => {
  it('is what another extension gets', async () => {
    const api = (await activeExtension()).exports as InspectorApi;
    assert.equal(api.version, 1);
    assert.ok(Array.isArray(api.profiles()) && Array.isArray(api.sessions()));
    await assert.rejects(api.connect({ url: 'ftp://h/' }), /ws:\/\//);
    await assert.rejects(api.connect({ profile: 'Nobody' }), /no profile "Nobody"/);
  });

  it('tells no secret', async () => {
    const all = source.profiles.map((profile) => ({ profile, source }));
    const profiles = { all, onChange: () => ({ dispose: () => undefined }) } as unknown as ProfileStore;
    const sessions = { all: [sessionSnapshot({ url: 'ws://u:hunter2@h/' })] };
    const api = createApi(profiles, sessions, () => Promise.resolve('s1'));
    assert.deepEqual(
      api.profiles().map(({ name, scope, file }) => ({ name, scope, file })),
      [{ name: 'Chat', scope: 'user', file: source.file.toString() }],
    );
    assert.ok(!JSON.stringify([api.profiles(), api.sessions()]).includes('hunter2'));
    assert.deepEqual(await api.connect('ws://h/'), { session: 's1' });
  });
});
