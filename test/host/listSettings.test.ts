import assert from 'node:assert/strict';
import { ConfigurationTarget, type Memento, workspace } from 'vscode';
import { listSettings } from '../../src/host/listSettings.ts';
import { until } from '../support/vscodeHost.ts';

function memento(): Memento {
  const kept = new Map<string, unknown>();
  const state = {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => {
      kept.set(key, value);
      return Promise.resolve();
    },
  };
  return state;
}
const setDensity = (value: unknown): Thenable<void> =>
  workspace.getConfiguration('websocketInspector.list').update('density', value, ConfigurationTarget.Global);

describe('listSettings', () => {
  afterEach(() => setDensity(undefined));

  it('keeps what it is told', async () => {
    const state = memento();
    assert.equal(listSettings(state).preferences(), undefined);
    await listSettings(state).remember({ fold: true });
    assert.deepEqual(listSettings(state).preferences(), { fold: true });
  });

  it('tells the density of the settings and its changes; what is none is normal', async () => {
    const settings = listSettings(memento());
    const told: string[] = [];
    const subscription = settings.onDensity((density) => told.push(density));
    assert.equal(settings.density(), 'normal');
    await setDensity('compact');
    await until(() => told.includes('compact'), 'the density');
    assert.equal(settings.density(), 'compact');
    await setDensity('enormous');
    await until(() => told.at(-1) === 'normal', 'the density');
    subscription.dispose();
  });
});
