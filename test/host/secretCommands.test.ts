import assert from 'node:assert/strict';
import type { Profile } from '../../src/profiles/profile.ts';
import type { ProfileStore } from '../../src/host/profileStore.ts';
import { keepSecret, secretCommands } from '../../src/host/secretCommands.ts';
import type { Secrets } from '../../src/host/secrets.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('secretCommands', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  function make(kept: Record<string, string>, profiles: readonly Profile[] = []) {
    const values = new Map(Object.entries(kept));
    const secrets = {
      names: () => [...values.keys()],
      set: (name: string, value: string) => Promise.resolve(void values.set(name, value)),
      delete: (name: string) => Promise.resolve(void values.delete(name)),
      freeName: (wanted: string) => wanted,
    } as unknown as Secrets;
    const all = profiles.map((profile) => ({ profile, source: {} }));
    const commands = secretCommands({ secrets, profiles: { all } as unknown as ProfileStore });
    return { manage: () => commands['manageSecrets']?.(), values, secrets };
  }

  const pick = (...labels: readonly RegExp[]): string[] => {
    const shown: string[] = [];
    const wanted = [...labels];
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string; readonly description?: string }[]) => {
      shown.push(...items.map(({ label, description }) => `${label} ${description ?? ''}`));
      const next = wanted.shift();
      return Promise.resolve(items.find(({ label }) => next?.test(label)));
    });
    return shown;
  };

  it('lists the names and who uses them, never a value', async () => {
    const profile = { name: 'Chat', url: 'ws://h/?t=${secret:used}&u=${secret:missing}' };
    const { manage } = make({ used: 'hunter2', unused: 'hunter3' }, [profile]);
    const shown = pick(/nothing/);
    await manage();
    assert.ok(!shown.join().includes('hunter'));
    assert.deepEqual(shown, [
      '$(key) used used by Chat',
      '$(key) unused used by no profile',
      '$(warning) missing no value yet; used by Chat',
      '$(add) New secret… ',
    ]);
  });

  it('gives a value to a new one, unseen', async () => {
    const { manage, values } = make({});
    pick(/New secret/);
    const answers = ['token', 'hunter2'];
    cleanup.replace('showInputBox', () => Promise.resolve(answers.shift()));
    cleanup.replace('showInformationMessage', (message: string) => {
      assert.ok(!message.includes('hunter2') && message.includes('${secret:token}'));
      return Promise.resolve(undefined);
    });
    await manage();
    assert.deepEqual([...values], [['token', 'hunter2']]);
  });

  it('changes and deletes one', async () => {
    const { manage, values } = make({ a: 'x', b: 'y' });
    cleanup.replace('showInformationMessage', () => Promise.resolve(undefined));
    cleanup.replace('showInputBox', () => Promise.resolve('z'));
    cleanup.replace('showWarningMessage', () => Promise.resolve('Delete'));
    pick(/ a$/, /Change/);
    await manage();
    pick(/ b$/, /Delete/);
    await manage();
    assert.deepEqual([...values], [['a', 'z']]);
  });

  it('keeps what stood in the form under a name of the user', async () => {
    const { secrets, values } = make({});
    cleanup.replace('showInputBox', ({ value }: { readonly value: string }) => Promise.resolve(`${value}-2`));
    assert.equal(await keepSecret(secrets, 'hunter2', 'X-Api-Key'), '${secret:api-key-2}');
    assert.deepEqual([...values], [['api-key-2', 'hunter2']]);
    cleanup.replace('showInputBox', () => Promise.resolve(undefined));
    assert.equal(await keepSecret(secrets, 'x', 'y'), undefined);
  });
});
