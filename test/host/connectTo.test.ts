import assert from 'node:assert/strict';
import type { StoredProfile } from '../../src/host/profileStore.ts';
import { type ConnectServices, connectTo, draftOf } from '../../src/host/connectTo.ts';
import { profileSource } from '../support/profileSource.ts';

const source = profileSource(
  'workspace',
  '{ "profiles": [ { "name": "b", "origin": "o" }, { "name": "p", "extends": "b", "url": "ws://h/?token=hunter2" } ] }',
);
const stored: StoredProfile = { profile: source.profiles[0] ?? assert.fail(), source };

function make(problems: readonly string[] = []) {
  const done: unknown[] = [];
  const services = {
    panel: {
      open: (draft: unknown) => done.push(['open', draft]),
      showSession: (session: string) => done.push(['show', session]),
    },
    connections: {
      open: (_: unknown, title: string, from: unknown) => {
        done.push(['dial', title, from]);
        return Promise.resolve(
          problems.length === 0
            ? { ok: true, session: 's1' }
            : { ok: false, problems: problems.map((message) => ({ field: 'url', message })) },
        );
      },
    },
    profiles: {
      all: [stored],
      refresh: () => Promise.resolve(),
      find: ({ name }: { name: string }) => (name === 'p' ? stored : undefined),
    },
  } as unknown as ConnectServices;
  return { services, done };
}

describe('connectTo', () => {
  it('opens a profile with all that it takes over', async () => {
    const { services, done } = make();
    assert.equal(await connectTo(services, { kind: 'profile', profile: { name: 'p' } }), 's1');
    const file = source.file.toString();
    assert.deepEqual(done, [
      [
        'open',
        { options: { origin: 'o', url: 'ws://h/?token=hunter2' }, profile: 'p', file, origins: { origin: 'b' } },
      ],
      ['dial', 'p', { name: 'p', file }],
      ['show', 's1'],
    ]);
    assert.deepEqual(draftOf(stored), (done[0] as unknown[])[1]);
  });

  it('names a connection without a profile by its address, secrets masked', async () => {
    const { services, done } = make();
    await connectTo(services, { kind: 'options', options: { url: 'ws://h/?token=hunter2' } });
    assert.ok(!String((done[1] as unknown[])[1]).includes('hunter2'));
  });

  it('throws with every reason once', async () => {
    const { services } = make(['One.', 'One.', 'Two.']);
    const asked = connectTo(services, { kind: 'options', options: { url: 'ws://h/' } });
    await assert.rejects(asked, { message: 'One. Two.' });
    await assert.rejects(connectTo(services, { kind: 'profile', profile: { name: 'x' } }), /no profile "x"/);
  });
});
