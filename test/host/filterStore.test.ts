import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { filterStore } from '../../src/host/filterStore.ts';

describe('filterStore', () => {
  it('keeps what it is told', async () => {
    const kept = new Map<string, unknown>();
    const state: Memento = {
      keys: () => [...kept.keys()],
      get: (key: string) => kept.get(key),
      update: (key: string, value: unknown) => {
        kept.set(key, value);
        return Promise.resolve();
      },
    };
    assert.equal(filterStore(state).memory(), undefined);
    await filterStore(state).remember({ used: ['from:client'], saved: [] });
    assert.deepEqual(filterStore(state).memory(), { used: ['from:client'], saved: [] });
  });
});
