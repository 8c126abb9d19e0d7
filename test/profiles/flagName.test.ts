import { expect, test } from 'vitest';
import { flagName } from '../../src/profiles/flagName.ts';
import { options } from '../../src/profiles/optionSpec.ts';

const named = (path: string): string => {
  const option = options.find((candidate) => candidate.path === path);
  if (option === undefined) throw new Error(`There is no option ${path}.`);
  return flagName(option);
};

test.each([
  ['tls.minVersion', 'tls-min-version'],
  ['tls.ca', 'ca'],
  ['autoPong', 'no-auto-pong'],
  ['followRedirects', 'follow-redirects'],
  ['handshakeTimeout', 'timeout'],
])('%s is --%s', (path, name) => expect(named(path)).toBe(name));
