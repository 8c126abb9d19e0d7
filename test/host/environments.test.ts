import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { Environments } from '../../src/host/environments.ts';
import type { ProfileSource, ProfileStore } from '../../src/host/profileStore.ts';
import { profileSource } from '../support/profileSource.ts';
import { Cleanup } from '../support/vscodeHost.ts';

const two = '{ "environments": { "staging": {}, "production": {} } }';

describe('environments', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  function make(...sources: ProfileSource[]) {
    const state = new Map<string, unknown>();
    const memento = {
      get: (key: string) => state.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
    } as unknown as Memento;
    const store = { sources, onChange: () => ({ dispose: () => undefined }) } as unknown as ProfileStore;
    return { environments: cleanup.own(new Environments(memento, store)), sources };
  }

  it('are those of all files, and one is active', async () => {
    const { environments } = make(
      profileSource('workspace', two),
      profileSource('user', '{ "environments": { "staging": {}, "own": {} } }'),
    );
    assert.deepEqual(environments.names, ['staging', 'production', 'own']);
    assert.equal(environments.active, undefined);
    let told = 0;
    environments.onChange(() => (told += 1));
    await environments.choose('own');
    assert.deepEqual([environments.active, told], ['own', 1]);
    await assert.rejects(environments.choose('nope'), /no environment "nope"/);
    await environments.choose(undefined);
    assert.equal(environments.active, undefined);
  });

  it('has none active when the chosen one is gone', async () => {
    const { environments, sources } = make(profileSource('workspace', two));
    await environments.choose('staging');
    sources.splice(0, 1, profileSource('workspace', '{}'));
    assert.equal(environments.active, undefined);
  });

  it('asks, and says what to do where there are none', async () => {
    const { environments } = make(profileSource('workspace', two));
    cleanup.replace('showQuickPick', (items: readonly { readonly name: string | undefined }[]) =>
      Promise.resolve(items.find(({ name }) => name === 'production')),
    );
    await environments.ask();
    assert.equal(environments.active, 'production');
    await assert.rejects(make(profileSource('workspace', '{}')).environments.ask(), /Add "environments"/);
  });

  it('shows in the status bar', () => {
    const { environments } = make(profileSource('workspace', two));
    environments.showInStatusBar().dispose();
  });
});
