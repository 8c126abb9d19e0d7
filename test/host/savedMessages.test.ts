import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { ProfileStore } from '../../src/host/profileStore.ts';
import { chooseMessage, saveMessage } from '../../src/host/savedMessages.ts';
import { Cleanup, readFile, writeFile } from '../support/vscodeHost.ts';

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

describe('savedMessages', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const userFile = (store: ProfileStore): Uri => store.fileOf('user')!;
  const storeWith = async (text?: string): Promise<ProfileStore> => {
    const folder = cleanup.folder();
    const store = cleanup.own(new ProfileStore(folder));
    if (text !== undefined) await writeFile(userFile(store), text);
    await store.refresh();
    return store;
  };
  /** Chooses the item of that label, and gives all that were offered. */
  const choosing = (label: string | undefined): Item[] => {
    const offered: Item[] = [];
    cleanup.replace('showQuickPick', (items: readonly Item[]) => {
      offered.splice(0, offered.length, ...items);
      return Promise.resolve(items.find((item) => item.label === label));
    });
    return offered;
  };

  const text = `{
    "messages": [{ "name": "Hello", "json": { "op": "hello", "token": "hunter2" } }],
    "collections": [
      { "name": "Presence", "messages": [{ "name": "Bytes", "base64": "aGk=" }],
        "collections": [{ "name": "Deep", "messages": [{ "name": "Hex", "hex": "68 69" }] }] }
    ]
  }`;

  it('offers the messages of every file and collection, and gives them as they are composed', async () => {
    const store = await storeWith(text);
    const offered = choosing('Hello');
    assert.deepEqual(await chooseMessage(store), { as: 'text', text: '{"op":"hello","token":"hunter2"}' });
    assert.deepEqual(
      offered.map(({ label, description }) => [label, description]),
      [
        ['For me, everywhere', undefined],
        ['Hello', ''],
        ['Bytes', 'Presence'],
        ['Hex', 'Presence › Deep'],
      ],
    );
    assert.ok(!JSON.stringify(offered.map(({ detail }) => detail)).includes('hunter2'));
    choosing('Bytes');
    assert.deepEqual(await chooseMessage(store), { as: 'hex', text: '68 69' });
    choosing(undefined);
    assert.equal(await chooseMessage(store), undefined);
  });

  it('says so when there are none', async () => {
    await assert.rejects(chooseMessage(await storeWith()), /No message is saved yet/);
  });

  it('saves what is composed where the user says', async () => {
    const store = await storeWith(text);
    cleanup.replace('showInputBox', () => Promise.resolve(' Bye '));
    choosing('Presence');
    assert.equal(await saveMessage(store, { as: 'hex', text: '00 ff' }), 'Bye');
    const [presence] = store.sources.find(({ scope }) => scope === 'user')?.collections ?? [];
    assert.deepEqual(presence?.messages.at(-1), { name: 'Bye', payload: { kind: 'hex', hex: '00 ff' } });
    choosing(undefined);
    assert.equal(await saveMessage(store, { as: 'text', text: 'x' }), undefined);
  });

  it('asks before a secret comes into a file, and refuses bytes that are none', async () => {
    const store = await storeWith('{}');
    cleanup.replace('showWarningMessage', () => Promise.resolve(undefined));
    assert.equal(await saveMessage(store, { as: 'text', text: '{"token":"hunter2"}' }), undefined);
    assert.equal(await readFile(userFile(store)), '{}');
    await assert.rejects(saveMessage(store, { as: 'hex', text: '6g' }), /character/);
  });
});
