import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { ProfileStore } from '../../src/host/profileStore.ts';
import { syncUserProfiles } from '../../src/host/profileSync.ts';
import { Cleanup, readFile, until, writeFile } from '../support/vscodeHost.ts';

describe('profileSync', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  async function make(carried?: string, here?: string) {
    const state = new Map<string, unknown>(carried === undefined ? [] : [['userProfiles', carried]]);
    const synced: string[] = [];
    const memento = {
      get: (key: string) => state.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
      setKeysForSync: (keys: readonly string[]) => void synced.push(...keys),
    };
    const folder = cleanup.folder();
    const file = Uri.joinPath(folder, 'websockets.json');
    if (here !== undefined) await writeFile(file, here);
    const store = cleanup.own(new ProfileStore(folder));
    await store.refresh();
    const get = memento.get as never;
    const sync = await syncUserProfiles({ ...memento, get }, store, file, (problem) => assert.fail(problem));
    cleanup.own(sync);
    return { state, synced, store, file };
  }

  it('brings the profiles to a machine that has none', async () => {
    const text = '{ "profiles": [ { "name": "Carried", "url": "ws://h/" } ] }';
    const { store, file, synced } = await make(text);
    assert.equal(await readFile(file), text);
    assert.ok(store.find('Carried'));
    assert.deepEqual(synced, ['userProfiles']);
  });

  it('leaves the profiles of this machine alone, and carries them', async () => {
    const text = '{ "profiles": [ { "name": "Mine", "url": "ws://h/?token=${secret:t}" } ] }';
    const { state, file, store } = await make('{ "profiles": [] }', text);
    assert.equal(await readFile(file), text);
    await until(() => state.get('userProfiles') === text, 'the text');
    await store.save('user', { name: 'Second', url: 'ws://h/' }, false);
    await until(() => String(state.get('userProfiles')).includes('Second'), 'the next text');
  });

  for (const secret of [
    '{ "profiles": [ { "name": "Mine", "url": "ws://h/?token=hunter2" } ] }',
    '{ "variables": { "apiToken": "hunter2" }, "profiles": [] }',
    '{ "profiles": [ { "name": "Mine", "url": "ws://h/", "auth": { "type": "bearer", "token": "hunter2" } } ] }',
    '{ "profiles": [ { "name": "Mine", "url": "no url", "auth": { "type": "bearer", "token": "hunter2" } } ] }',
    '{ "profiles": [ { "name": "hunter2"',
  ]) {
    it(`does not carry ${secret}`, async () => {
      const { state } = await make('{ "profiles": [] }', secret);
      await until(() => state.get('userProfiles') === undefined, 'nothing is carried');
    });
  }
});
