import assert from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { configureEngine, retention } from '../../src/host/captureSettings.ts';
import { Emitter } from '../../src/base/emitter.ts';
import type { EngineClient } from '../../src/host/engineClient.ts';
import { fakeEngine } from '../support/fakeEngine.ts';
import { Cleanup, until } from '../support/vscodeHost.ts';

describe('captureSettings', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const set = async (name: string, value: unknown): Promise<void> => {
    const section = workspace.getConfiguration('websocketInspector');
    await section.update(name, value, ConfigurationTarget.Global);
    cleanup.later(() =>
      workspace.getConfiguration('websocketInspector').update(name, undefined, ConfigurationTarget.Global),
    );
  };

  it('keeps twenty captures or 4 GiB unless told otherwise, and everything for zero', async () => {
    assert.deepEqual(retention(), { maxCount: 20, maxBytes: 4 * 1024 ** 3 });
    await set('capture.keep.count', 0);
    await set('capture.keep.size', 1);
    assert.deepEqual(retention(), { maxCount: Number.POSITIVE_INFINITY, maxBytes: 1024 ** 2 });
  });

  it('tells the engine its limits when it begins and when they change', async () => {
    const engine = fakeEngine();
    cleanup.own(configureEngine(engine, assert.ifError));
    const first = ['engine.configure', { maxLiveConnections: 16, maxCaptureBytes: 2 * 1024 ** 3, secretPatterns: [] }];
    assert.equal(engine.calls.length, 0);
    engine.restart();
    assert.deepEqual(engine.calls, [first]);
    await set('capture.maxSize', 3);
    await until(() => engine.calls.length > 1, 'the new limit');
    assert.deepEqual(engine.calls.at(-1), [
      'engine.configure',
      { maxLiveConnections: 16, maxCaptureBytes: 3 * 1024 ** 2, secretPatterns: [] },
    ]);
  });

  it('starts no engine to tell it anything', async () => {
    const asked: unknown[] = [];
    const call = (...args: unknown[]) => {
      asked.push(args);
      return Promise.resolve({});
    };
    const engine = { call, started: false, onStarted: new Emitter<void>().event } as unknown as EngineClient;
    cleanup.own(configureEngine(engine, assert.ifError));
    await set('capture.maxSize', 4);
    await until(() => workspace.getConfiguration('websocketInspector').get('capture.maxSize') === 4, 'the setting');
    assert.deepEqual(asked, []);
  });
});
