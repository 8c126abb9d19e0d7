import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import { connectionDefaults, withDefault, withDefaults } from '../../src/host/connectionDefaults.ts';
import { options as allOptions } from '../../src/profiles/optionSpec.ts';
import { Cleanup, activeExtension } from '../support/vscodeHost.ts';

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            readonly type: unknown;
            readonly enum?: unknown;
            readonly default: unknown;
            readonly scope: string;
            readonly markdownDescription: string;
          }
        >
      >;
    };
  };
}

describe('connectionDefaults', () => {
  const cleanup = new Cleanup();
  let extension: Awaited<ReturnType<typeof activeExtension>>;
  before(async () => {
    extension = await activeExtension();
  });
  afterEach(cleanup.run);

  const set = async (name: string, value: unknown): Promise<void> => {
    const settings = workspace.getConfiguration('websocketInspector');
    await settings.update(name, value, true);
    cleanup.later(() => settings.update(name, undefined, true));
  };

  it('gives nothing while nothing is set, and what is set', async () => {
    assert.deepEqual(connectionDefaults(), {});
    await set('defaults.handshakeTimeout', 1234);
    await set('defaults.proxy', 'none');
    assert.deepEqual(connectionDefaults(), { handshakeTimeout: 1234, proxy: 'none' });
  });

  it('gives TLS defaults, and takes no value of another kind', async () => {
    await set('defaults.tls.verify', false);
    await set('defaults.tls.minVersion', 'TLSv1.3');
    assert.deepEqual(connectionDefaults(), { tls: { verify: false, minVersion: 'TLSv1.3' } });
    await set('defaults.tls.minVersion', 'TLSv9');
    await set('defaults.connectTimeout', 'soon');
    assert.deepEqual(connectionDefaults(), { tls: { verify: false } });
  });

  it('has a setting of the same type and bounds for each of these options', () => {
    const properties = (extension.packageJSON as Manifest).contributes.configuration.properties;
    for (const path of withDefault) {
      const setting = properties[`websocketInspector.defaults.${path}`];
      const option = allOptions.find((one) => one.path === path);
      assert.ok(setting && option, path);
      assert.ok(setting.scope === 'resource' || setting.scope === 'machine-overridable', path);
      assert.ok(setting.markdownDescription.length > 40, path);
      if (option.spec.kind === 'number') assert.deepEqual(setting.type, ['integer', 'null']);
      if (option.spec.kind === 'choice')
        assert.deepEqual(setting.enum, ['', ...option.spec.choices.map(({ value }) => value)]);
      if (option.spec.kind === 'flag') assert.equal(setting.default, option.spec.default);
    }
  });

  it('lets a connection say otherwise, key by key', () => {
    const url = 'wss://h.test/';
    const defaults = { proxy: 'none', tls: { verify: false, minVersion: 'TLSv1.3' } } as const;
    assert.deepEqual(withDefaults({ url }, defaults), { url, ...defaults });
    assert.deepEqual(withDefaults({ url, proxy: 'environment', tls: { verify: true } }, defaults), {
      url,
      proxy: 'environment',
      tls: { verify: true, minVersion: 'TLSv1.3' },
    });
    assert.deepEqual(withDefaults({ url, tls: { maxVersion: 'TLSv1.2' } }, defaults).tls, {
      verify: false,
      maxVersion: 'TLSv1.2',
    });
  });
});
