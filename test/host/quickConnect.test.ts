import assert from 'node:assert/strict';
import type { ConnectServices } from '../../src/host/connectTo.ts';
import { asUrl, quickChoices, quickConnect } from '../../src/host/quickConnect.ts';
import { profileSource } from '../support/profileSource.ts';
import { Cleanup } from '../support/vscodeHost.ts';

const source = profileSource('workspace', '{ "profiles": [ { "name": "Chat", "url": "ws://u:hunter2@h/" } ] }');
const profiles = source.profiles.map((profile) => ({ profile, source }));
const labels = (typed: string) => quickChoices(profiles, typed).map(({ label }) => label);

describe('quickConnect', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('offers the profiles, and what is typed as an address', () => {
    assert.deepEqual(labels(''), ['Profiles', 'Chat']);
    assert.deepEqual(labels('ws://a/'), ['$(plug) Connect to ws://a/', 'Profiles', 'Chat']);
    assert.deepEqual(labels('ch'), ['Profiles', 'Chat', '$(plug) Connect to wss://ch']);
    assert.ok(!JSON.stringify(quickChoices(profiles, 'ws://u:pw@h/')).includes('hunter2'));
  });

  it('completes an address that lacks its scheme', () => {
    assert.deepEqual(['localhost:8080', '127.0.0.1/x', 'echo.example', 'wss://a', 'ws+unix:/s:/'].map(asUrl), [
      'ws://localhost:8080',
      'ws://127.0.0.1/x',
      'wss://echo.example',
      'wss://a',
      'ws+unix:/s:/',
    ]);
  });

  it('connects to what is accepted, and to nothing when it is left', async () => {
    const dialled: unknown[] = [];
    const services = {
      panel: { open: () => undefined, showSession: () => undefined },
      connections: { open: (options: unknown) => Promise.resolve(dialled.push(options) && { ok: true, session: 's' }) },
      profiles: { all: profiles, refresh: () => Promise.resolve(), find: () => profiles[0] },
    } as unknown as ConnectServices;
    for (const end of ['accept', 'hide'] as const) {
      const listeners: Record<string, (value?: string) => void> = {};
      const pick = {
        ...{ items: [] as unknown[], value: '', activeItems: [] as unknown[], selectedItems: [] },
        onDidChangeValue: (listener: () => void) => (listeners['change'] = listener),
        onDidAccept: (listener: () => void) => (listeners['accept'] = listener),
        onDidHide: (listener: () => void) => (listeners['hide'] = listener),
        show: () => {
          pick.value = 'localhost:1/x';
          listeners['change']?.();
          pick.activeItems = pick.items.slice(0, 1);
          listeners[end]?.();
        },
        hide: () => listeners['hide']?.(),
        dispose: () => undefined,
      };
      cleanup.replace('createQuickPick', () => pick);
      await quickConnect(services);
    }
    assert.deepEqual(dialled, [{ url: 'ws://localhost:1/x' }]);
  });
});
