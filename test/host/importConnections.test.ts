import assert from 'node:assert/strict';
import { Uri, env } from 'vscode';
import { importConnections } from '../../src/host/importConnections.ts';
import type { ProfileSource } from '../../src/host/profileStore.ts';
import { Cleanup } from '../support/vscodeHost.ts';

function make(saved: { ok: true } | { ok: false; problem: string } = { ok: true }) {
  const source = {
    ...{ scope: 'workspace', label: 'suite', file: Uri.file('/suite/.vscode/websockets.json') },
    places: [{ name: 'Chat', line: 1, column: 1 }],
  } as unknown as ProfileSource;
  const profiles: unknown[] = [];
  const messages: unknown[] = [];
  const kept = new Map<string, string>();
  const services = {
    profiles: {
      sources: [source],
      refresh: () => Promise.resolve(),
      save: (_file: unknown, profile: unknown) => {
        profiles.push(profile);
        return Promise.resolve(saved);
      },
      saveMessages: (_file: unknown, collection: string, list: unknown) => {
        messages.push([collection, list]);
        return Promise.resolve({ ok: true } as const);
      },
    },
    secrets: {
      set: (name: string, value: string) => Promise.resolve(void kept.set(name, value)),
      delete: (name: string) => Promise.resolve(void kept.delete(name)),
      freeName: (wanted: string) => wanted,
    },
  };
  return { services, profiles, messages, kept };
}

describe('importConnections', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);
  const answerWith = (action: string | undefined): string[] => {
    const said: string[] = [];
    const answer = (message: string, ...rest: unknown[]): Promise<unknown> => {
      said.push(message);
      return Promise.resolve(rest.includes(action) ? action : undefined);
    };
    cleanup.replace('showInformationMessage', answer);
    cleanup.replace('showWarningMessage', answer);
    return said;
  };

  it('saves what the clipboard holds, under a free name, with its messages', async () => {
    const said = answerWith(undefined);
    await env.clipboard.writeText(`### Chat\nWEBSOCKET ws://127.0.0.1/x\n\nhello\n`);
    cleanup.replace('showQuickPick', (items: readonly { readonly from: string }[]) =>
      Promise.resolve(items.find(({ from }) => from === 'clipboard')),
    );
    const { services, profiles, messages } = make();
    assert.equal(await importConnections(services), 1);
    assert.deepEqual(profiles, [{ name: 'Chat (2)', url: 'ws://127.0.0.1/x' }]);
    assert.deepEqual(messages, [['Chat (2)', [{ name: 'Message 1', payload: { kind: 'text', text: 'hello' } }]]]);
    assert.deepEqual(said, ['Imported 1 connection from an HTTP file.']);
  });

  it('asks before secrets are kept, and writes none into the file', async () => {
    const said = answerWith('Keep as Secrets');
    const { services, profiles, kept } = make();
    const text = `curl 'wss://127.0.0.1/x' -H 'Authorization: Bearer very-secret' --new`;
    assert.equal(await importConnections(services, text), 1);
    assert.deepEqual([...kept.values()], ['very-secret']);
    assert.doesNotMatch(JSON.stringify(profiles), /very-secret/);
    assert.match(JSON.stringify(profiles), /\$\{secret:/);
    assert.match(said.join('\n'), /holds secrets: the token[^]*1 secret was kept[^]*1 thing was left out/);
  });

  it('saves nothing when the user does not want secrets to be kept', async () => {
    answerWith(undefined);
    const { services, profiles, kept } = make();
    assert.equal(await importConnections(services, `curl ws://127.0.0.1 -u ann:very-secret`), 0);
    assert.deepEqual([profiles, kept.size], [[], 0]);
  });

  const withMessages = [
    '### Chat\nWEBSOCKET ws://127.0.0.1/x\n\n{"op":"login","password":"very-secret"}',
    '### Other\nWEBSOCKET ws://127.0.0.1/y\n\nhello\n',
  ].join('\n\n');

  it('leaves messages that look as if they held a secret out when it is told to, and says so', async () => {
    const said = answerWith('Import Without Them');
    cleanup.replace('showQuickPick', (items: readonly unknown[]) => Promise.resolve(items));
    const { services, profiles, messages } = make();
    assert.equal(await importConnections(services, withMessages), 2);
    assert.equal(profiles.length, 2);
    assert.doesNotMatch(JSON.stringify(messages), /very-secret/);
    assert.match(JSON.stringify(messages), /hello/);
    assert.match(said.join('\n'), /of "Chat[^]*holds what looks like a secret[^]*1 thing was left out/);
  });

  it('saves such messages when the user says so, and nothing at all without an answer', async () => {
    answerWith('Save Them All the Same');
    cleanup.replace('showQuickPick', (items: readonly unknown[]) => Promise.resolve(items));
    const all = make();
    assert.equal(await importConnections(all.services, withMessages), 2);
    assert.match(JSON.stringify(all.messages), /very-secret/);
    answerWith(undefined);
    const none = make();
    assert.equal(await importConnections(none.services, withMessages), 0);
    assert.deepEqual([none.profiles, none.messages], [[], []]);
  });

  it('lets the user choose among several', async () => {
    answerWith(undefined);
    const offered: unknown[] = [];
    cleanup.replace('showQuickPick', (items: readonly unknown[]) => {
      offered.push(...items.map((item) => (item as { readonly description: string }).description));
      return Promise.resolve(items.slice(1));
    });
    const { services, profiles } = make();
    assert.equal(
      await importConnections(
        services,
        'ws://ann:very-secret@127.0.0.1/?token=very-secret\nws://127.0.0.1/b\nws://127.0.0.1/c',
      ),
      2,
    );
    assert.equal(offered[0], 'ws://•••@127.0.0.1/?token=•••');
    assert.deepEqual(profiles, [
      { name: '127.0.0.1/b', url: 'ws://127.0.0.1/b' },
      { name: '127.0.0.1/c', url: 'ws://127.0.0.1/c' },
    ]);
  });

  it('asks where to save only what it can read', async () => {
    cleanup.replace('showQuickPick', () => Promise.reject(new Error('There is nothing to be saved.')));
    const { services } = make();
    const sources = [...services.profiles.sources, ...services.profiles.sources];
    const asked = { ...services, profiles: { ...services.profiles, sources } };
    await assert.rejects(importConnections(asked, 'hello world'), /No format is recognised/);
  });

  it('says what it cannot read, and keeps no secret of a profile that could not be saved', async () => {
    answerWith('Keep as Secrets');
    await assert.rejects(importConnections(make().services, 'hello'), /No format is recognised/);
    const { services, kept } = make({ ok: false, problem: 'The disk is full.' });
    const text = 'curl ws://127.0.0.1 -u ann:very-secret';
    await assert.rejects(importConnections(services, text), /could not be saved\. The disk is full/);
    assert.equal(kept.size, 0);
  });
});
