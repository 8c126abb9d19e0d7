import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type WrittenProfile,
  brokenChainProblem,
  inheritance,
  ownPart,
  pairPath,
} from '../../src/profiles/inheritance.ts';
import { arbitraryOptions } from './arbitraryOptions.ts';

const complete = (...profiles: readonly WrittenProfile[]) => {
  const found = inheritance((name) => profiles.find((profile) => profile.name === name));
  return profiles.map(found);
};

describe('inheritance', () => {
  it('replaces lists, and merges groups and headers', () => {
    const [, one] = complete(
      { name: 'b', subprotocols: ['a', 'b'], cookies: [['x', '1']], keepAlive: { interval: 5, payload: 'p' } },
      {
        name: 'a',
        extends: 'b',
        url: 'ws://a',
        subprotocols: ['c'],
        cookies: [['y', '2']],
        keepAlive: { interval: 6 },
      },
    );
    expect(one).toEqual({
      profile: {
        name: 'a',
        extends: 'b',
        url: 'ws://a',
        subprotocols: ['c'],
        cookies: [
          ['x', '1'],
          ['y', '2'],
        ],
        keepAlive: { interval: 6, payload: 'p' },
      },
      origins: { 'cookies:x': 'b', 'keepAlive.payload': 'b' },
    });
  });

  it('takes credentials of one type only', () => {
    const [, one, same] = complete(
      { name: 'b', auth: { type: 'basic', username: 'u', password: 'p' } },
      { name: 'a', extends: 'b', auth: { type: 'bearer', token: 't' } },
      { name: 'c', extends: 'b', auth: { type: 'basic', username: 'v' } },
    );
    expect(one).toMatchObject({ profile: { auth: { type: 'bearer', token: 't' } }, origins: {} });
    expect(JSON.stringify(one)).not.toContain('password');
    expect(same).toMatchObject({ profile: { auth: { username: 'v', password: 'p' } } });
  });

  it('follows a chain, and names the profile that has the value', () => {
    const [, , last] = complete(
      { name: 'a', origin: 'o', variables: { x: '1', y: '1' } },
      { name: 'b', extends: 'a', variables: { y: '2' } },
      { name: 'c', extends: 'b', url: 'ws://c' },
    );
    expect(last).toMatchObject({ profile: { origin: 'o', variables: { x: '1', y: '2' } }, origins: { origin: 'a' } });
  });

  it('tells every chain that leads nowhere', () => {
    const profiles: WrittenProfile[] = [
      { name: 'a', extends: 'nope' },
      { name: 'b', extends: 'c' },
      { name: 'c', extends: 'b' },
      ...Array.from({ length: 60 }, (_, i) => ({ name: `p${i}`, extends: `p${i + 1}` })),
    ];
    const [missing, round, , deep] = complete(...profiles);
    expect([missing, round, deep]).toEqual([
      { kind: 'missing', base: 'nope' },
      { kind: 'cycle', names: ['b', 'c', 'b'] },
      { kind: 'deep' },
    ]);
    const broken = inheritance(() => 'broken')({ name: 'x', extends: 'y' });
    expect(broken).toEqual({ kind: 'broken', base: 'y' });
    for (const chain of [missing, round, deep, broken]) {
      expect(chain && 'kind' in chain && brokenChainProblem(chain)).toMatch(/^.{20,}\.$/);
    }
  });
});

describe('ownPart', () => {
  it('has all of the credentials when they are of another type, also what the other profile says alike', () => {
    const base: WrittenProfile = { name: 'base', url: 'ws://a/', auth: { type: 'bearer', value: 'same', token: 't' } };
    const wanted = { name: 'a', url: 'ws://a/', extends: 'base', auth: { type: 'apiKey', value: 'same' } } as const;
    const part = ownPart({ profile: base, origins: {} }, { name: 'a' }, wanted);
    expect(part).toEqual({ own: { name: 'a', extends: 'base', auth: wanted.auth } });
  });

  it('is what makes the same whole again', () => {
    fc.assert(
      fc.property(arbitraryOptions, arbitraryOptions, (first, second) => {
        const base: WrittenProfile = { ...first, name: 'base' };
        const wanted = { ...second, name: 'a', extends: 'base' };
        const part = ownPart({ profile: base, origins: {} }, { name: 'a' }, wanted);
        if ('problem' in part) {
          expect(part.problem).toContain('"base"');
          return;
        }
        const [, whole] = complete(base, part.own);
        const [, direct] = complete({ name: 'base' }, wanted);
        if (whole === undefined || direct === undefined || 'kind' in whole || 'kind' in direct)
          throw new Error('no chain');
        // A default may have to be said where the other profile says something else.
        expect(whole.profile.url).toBe(wanted.url);
        for (const [key, value] of Object.entries(wanted)) {
          if (key === 'headers' || key === 'cookies' || Array.isArray(value) || typeof value !== 'object')
            expect(sorted(whole.profile[key as 'url'])).toEqual(sorted(value));
          else expect(whole.profile[key as 'url']).toMatchObject(value);
        }
      }),
    );
  });
});

/** Headers that are taken over come first, so that only the order of names may differ. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value) && value.every(Array.isArray)
    ? value.toSorted((a, b) => String(a[0]).toLowerCase().localeCompare(String(b[0]).toLowerCase()))
    : value;

it('does not mind the letter case of a header', () => {
  expect(pairPath('headers', 'X-Key')).toBe(pairPath('headers', 'x-key'));
});
