import assert from 'node:assert/strict';
import { warnOfStars } from '../../src/host/recordedStars.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('recordedStars', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('tells how many messages are not what was said', () => {
    const told: unknown[] = [];
    cleanup.replace('showWarningMessage', (text: string) => {
      told.push(text);
      return Promise.resolve(undefined);
    });
    warnOfStars(3);
    assert.deepEqual(told, [
      'In 3 binary messages, 2a (a star) stands for each byte of a kept secret. Replace them before you run the sequence.',
    ]);
  });
});
