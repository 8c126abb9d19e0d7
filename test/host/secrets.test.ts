import assert from 'node:assert/strict';
import type { Memento, SecretStorage } from 'vscode';
import { Secrets, passwordName } from '../../src/host/secrets.ts';

function make() {
  const stored = new Map<string, string>();
  const state = new Map<string, unknown>();
  const storage = {
    get: (key: string) => Promise.resolve(stored.get(key)),
    store: (key: string, value: string) => Promise.resolve(void stored.set(key, value)),
    delete: (key: string) => Promise.resolve(void stored.delete(key)),
  } as unknown as SecretStorage;
  const memento = {
    get: (key: string) => state.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
  } as unknown as Memento;
  return { secrets: new Secrets(storage, memento), stored, state };
}

describe('secrets', () => {
  it('keeps values in the secret storage, and names alone elsewhere', async () => {
    const { secrets, stored, state } = make();
    await secrets.set('b', 'hunter2');
    await secrets.set('a', 'hunter3');
    await secrets.set('b', 'hunter4');
    assert.deepEqual(secrets.names(), ['a', 'b']);
    assert.equal(await secrets.get('b'), 'hunter4');
    assert.deepEqual(await secrets.values(), ['hunter3', 'hunter4']);
    assert.deepEqual(Object.values(await secrets.byName()), ['hunter3', 'hunter4']);
    assert.deepEqual(Object.keys(await secrets.byName()), secrets.names());
    assert.equal(stored.size, 2);
    assert.ok(!JSON.stringify([...state]).includes('hunter'));
  });

  it('forgets what is deleted', async () => {
    const { secrets, stored } = make();
    let told = 0;
    secrets.onChange(() => (told += 1));
    await secrets.set('a', 'x');
    await secrets.delete('a');
    assert.deepEqual([secrets.names(), await secrets.get('a'), stored.size, told], [[], undefined, 0, 2]);
  });

  it('gives no name twice', async () => {
    const { secrets } = make();
    await secrets.set('a', 'x');
    assert.deepEqual(
      [secrets.freeName('a'), secrets.freeName('a', ['a-2']), secrets.freeName('b')],
      ['a-2', 'a-3', 'b'],
    );
    assert.notEqual(passwordName('file:///a', 'i'), passwordName('file:///b', 'i'));
  });
});
