import assert from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { isSecretName, nameSecrets } from '../../src/base/secretNames.ts';
import { maskBySettings, secretPatterns } from '../../src/host/secretPatterns.ts';
import { Cleanup, until } from '../support/vscodeHost.ts';

describe('secretPatterns', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const set = async (value: unknown, target: ConfigurationTarget): Promise<void> => {
    const update = (to: unknown) =>
      workspace.getConfiguration('websocketInspector').update('redaction.patterns', to, target);
    await update(value);
    cleanup.later(() => update(undefined));
  };

  it('adds the names of the workspace to those of the user, and follows them', async () => {
    cleanup.later(() => nameSecrets([]));
    const told: (readonly string[])[] = [];
    cleanup.own(maskBySettings((patterns) => told.push(patterns)));
    assert.deepEqual(secretPatterns(), []);
    await set(['tenant', 7], ConfigurationTarget.Global);
    await set([], ConfigurationTarget.Workspace);
    await until(() => isSecretName('Tenant'), 'the pattern of the user');
    await set(['seat', 'tenant'], ConfigurationTarget.Workspace);
    await until(() => isSecretName('seat'), 'the pattern of the workspace');
    assert.ok(isSecretName('tenant'));
    assert.deepEqual(secretPatterns(), ['tenant', 'seat']);
    assert.deepEqual(told.at(-1), ['tenant', 'seat']);
  });

  it('tells of a pattern that cannot be used, and uses the others', async () => {
    cleanup.later(() => nameSecrets([]));
    const warnings: string[] = [];
    cleanup.replace('showWarningMessage', (message: string) => {
      warnings.push(message);
      return Promise.resolve(undefined);
    });
    await set(['/(a+)+$/', 'seat'], ConfigurationTarget.Global);
    cleanup.own(maskBySettings(() => undefined));
    assert.ok(isSecretName('seat'));
    const own = warnings.filter((warning) => warning.includes('"/(a+)+$/" could take very long'));
    assert.ok(own[0]?.includes('websocketInspector.redaction.patterns'), warnings.join());
  });
});
