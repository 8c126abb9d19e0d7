import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { peerPrograms } from './support/peerPrograms.ts';

test('the check on a bare Debian installs every program that the tests talk to', () => {
  const installs = readFileSync(resolve(import.meta.dirname, '../../.ci/run'), 'utf8').split(/\s+/);
  for (const { debian } of Object.values(peerPrograms)) expect(installs).toContain(debian);
});
