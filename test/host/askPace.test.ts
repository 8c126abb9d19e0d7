import assert from 'node:assert/strict';
import type { InputBoxOptions } from 'vscode';
import { askPace } from '../../src/host/askPace.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('askPace', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const choosing = (position: number | undefined): void =>
    cleanup.replace('showQuickPick', (items: readonly unknown[]) =>
      Promise.resolve(position === undefined ? undefined : items[position]),
    );

  it('gives what was chosen', async () => {
    choosing(0);
    assert.deepEqual(await askPace(), { kind: 'reply' });
    choosing(1);
    assert.deepEqual(await askPace(), { kind: 'timing', factor: 1, ahead: false });
    choosing(undefined);
    assert.equal(await askPace(), undefined);
  });

  it('asks for the factor, and says what is wrong with it as it is typed', async () => {
    choosing(2);
    let asked: InputBoxOptions | undefined;
    cleanup.replace('showInputBox', (options: InputBoxOptions) => {
      asked = options;
      return Promise.resolve('0.5');
    });
    assert.deepEqual(await askPace(), { kind: 'timing', factor: 0.5, ahead: false });
    assert.equal(asked?.validateInput?.('0,5'), undefined);
    const refused = asked?.validateInput?.('fast');
    assert.ok(typeof refused === 'string' && refused.includes('a number from 0 to 1000'));
    cleanup.replace('showInputBox', () => Promise.resolve(undefined));
    assert.equal(await askPace(), undefined);
  });
});
