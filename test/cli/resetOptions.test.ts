import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { connectArguments } from '../../src/cli/connectArguments.ts';
import { mergedOptions } from '../../src/cli/resolveConnection.ts';
import { optionsToReset, withoutReset } from '../../src/cli/resetOptions.ts';
import { options as allOptions } from '../../src/profiles/optionSpec.ts';
import type { Profile } from '../../src/profiles/profile.ts';
import { goodOptions } from '../profiles/arbitraryOptions.ts';

const profile: Profile = {
  name: 'Local',
  url: 'ws://127.0.0.1:9001/chat',
  deflate: false,
  tls: { verify: false, servername: 'a.test' },
  headers: [['X-A', '1']],
};

test('every option but the URL can be reset alone', () => {
  for (const { path } of allOptions) {
    if (path === 'url') continue;
    expect(optionsToReset([path]).map((option) => option.path)).toContain(path);
  }
  const all = allOptions.map(({ path }) => path).filter((path) => path !== 'url');
  fc.assert(
    fc.property(goodOptions, (made) => {
      expect(withoutReset(made, optionsToReset(all))).toEqual({ url: made.url });
    }),
  );
});

test('an option goes, its neighbours stay; a group goes as a whole', () => {
  const { tls, ...others } = profile;
  expect(withoutReset(profile, optionsToReset(['tls.verify']))).toEqual({ ...others, tls: { servername: 'a.test' } });
  expect(tls?.verify).toBe(false);
  expect(withoutReset(profile, optionsToReset(['tls']))).toEqual(others);
});

test('what the command line sets wins over what it resets', () => {
  const given = connectArguments(['--profile', 'Local', '--reset', 'deflate', '--reset=headers', '--header', 'X-B: 2']);
  const { reset } = given;
  expect(mergedOptions(profile, undefined, given.options, reset)).toEqual({
    url: profile.url,
    tls: profile.tls,
    headers: [['X-B', '2']],
  });
  expect(mergedOptions(undefined, 'ws://a.test/', {}, reset)).toEqual({ url: 'ws://a.test/' });
});

test.each([
  ['deflat', '--reset: "deflat" is not known here. Did you mean "deflate"?'],
  ['tls.verfy', '--reset: "tls.verfy" is not known here. Did you mean "tls.verify"?'],
  ['url', '--reset: a connection needs its URL, and it has no default.'],
])('"%s" is refused, and the mend is named', (path, message) => {
  expect(() => connectArguments(['ws://a.test/', '--reset', path])).toThrow(new ArgumentError(message));
});

test('what is near nothing is told all there is', () => {
  expect(() => optionsToReset(['nonsense'])).toThrow(/^--reset: "nonsense" is not known here. Known here: .*deflate/);
});
