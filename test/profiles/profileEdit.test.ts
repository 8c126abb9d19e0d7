import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../src/profiles/profile.ts';
import {
  copyProfile,
  freeProfileName,
  removeProfile,
  renameProfile,
  writeProfile,
} from '../../src/profiles/profileEdit.ts';
import { readProfileFile } from '../../src/profiles/profileFile.ts';
import { goodOptions } from './arbitraryOptions.ts';

const file = `// Our servers
{
  "profiles": [
    // The one on this machine.
    { "name": "Local", "url": "ws://localhost:9001/" },
    {
      "name": "Staging", // shared
      "url": "wss://staging.example/chat",
      "headers": {
        "Authorization": "Bearer \${env:TOKEN}", // from the shell
      },
      "tls": { "verify": false },
    },
  ],
}
`;

function text(result: ReturnType<typeof writeProfile>): string {
  if (!result.ok) throw new Error(result.problem.message);
  return result.text;
}

describe('writeProfile', () => {
  it.each(['', '\n', '{}', '{ "profiles": [] }', '// mine\n', '\uFEFF{}'])(
    'makes the skeleton that %j lacks',
    (before) => {
      const after = text(writeProfile(before, { name: 'a', url: 'ws://a' }, { replace: false }));
      expect(readProfileFile(after)).toMatchObject({ profiles: [{ name: 'a', url: 'ws://a' }], problems: [] });
      expect(after.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
      expect(after).toContain(before.includes('//') ? '// mine\n' : '');
    },
  );

  it('adds at the end and leaves all else as it is', () => {
    expect(text(writeProfile(file, { name: 'New', url: 'ws://new', deflate: false }, { replace: false }))).toBe(
      file.replace(
        '      "tls": { "verify": false },\n    },\n',
        (kept) => `${kept}    {\n      "name": "New",\n      "url": "ws://new",\n      "deflate": false\n    },\n`,
      ),
    );
  });

  it('replaces only what changed, and keeps comments', () => {
    const changed: Profile = {
      name: 'Staging',
      url: 'wss://staging.example/v2',
      headers: [['Authorization', 'Bearer ${env:TOKEN}']],
      origin: 'https://example.com',
    };
    expect(text(writeProfile(file, changed, { replace: true }))).toBe(
      file
        .replace('/chat"', '/v2"')
        .replace('      "tls": { "verify": false },\n', '      "origin": "https://example.com",\n'),
    );
  });

  it('changes no character when nothing changed', () => {
    for (const profile of readProfileFile(file).profiles) {
      expect(text(writeProfile(file, profile, { replace: true }))).toBe(file);
    }
  });

  const grouped = `{
  "profiles": [
    {
      "name": "Lab",
      "url": "wss://lab.test/",
      "tls": {
        "key": "k.pem",
        // Their own authority.
        "ca": "ca.pem",
        "cert": "c.pem", // until May
      },
      "auth": { "type": "basic", "username": "ann" },
    },
  ],
}
`;

  it('changes no character of a group when nothing in it changed, whatever its order', () => {
    const [profile] = readProfileFile(grouped).profiles;
    const shuffled = { ...profile!, tls: { cert: 'c.pem', ca: ['ca.pem'], key: 'k.pem' } };
    expect(text(writeProfile(grouped, shuffled, { replace: true }))).toBe(grouped);
  });

  it('replaces inside a group only what changed, and keeps the comments there', () => {
    const [profile] = readProfileFile(grouped).profiles;
    const { key: _key, ...tls } = profile!.tls!;
    const changed: Profile = {
      ...profile!,
      tls: { ...tls, cert: 'd.pem', pfx: 'both.p12' },
      auth: { type: 'bearer', token: '${env:TOKEN}' },
      keepAlive: { interval: 5000 },
    };
    expect(text(writeProfile(grouped, changed, { replace: true }))).toBe(
      grouped
        .replace('        "key": "k.pem",\n', '')
        .replace('"c.pem", // until May\n', '"d.pem", // until May\n        "pfx": "both.p12",\n')
        .replace(
          '{ "type": "basic", "username": "ann" },\n',
          '{ "type": "bearer", "token": "${env:TOKEN}" },\n      "keepAlive": {\n        "interval": 5000\n      },\n',
        ),
    );
  });

  it('takes a whole group out, and puts one in the place of what is none', () => {
    const [profile] = readProfileFile(grouped).profiles;
    const { tls: _tls, auth: _auth, ...bare } = profile!;
    const without = text(writeProfile(grouped, bare, { replace: true }));
    expect(readProfileFile(without)).toMatchObject({ profiles: [bare], problems: [], broken: false });
    expect(readProfileFile(without).profiles).toEqual([bare]);
    expect(without).not.toMatch(/tls|auth/);
    const odd = '{ "profiles": [ { "name": "Lab", "url": "ws://a/", "tls": true } ] }';
    expect(text(writeProfile(odd, { ...bare, url: 'ws://a/', tls: { verify: false } }, { replace: true }))).toBe(
      odd.replace('true', '{ "verify": false }'),
    );
  });

  it('refuses a name that is taken, naming the place', () => {
    expect(writeProfile(file, { name: 'Local', url: 'ws://x' }, { replace: false })).toMatchObject({
      ok: false,
      reason: 'taken',
      problem: { line: 5, column: 15 },
    });
  });

  it.each([
    ['{ "profiles": [\n', 2, 1],
    ['{ "profiles": 5 }', 1, 15],
    ['[]', 1, 1],
  ])('writes nothing into %j', (broken, line, column) => {
    for (const result of [
      writeProfile(broken, { name: 'a', url: 'ws://a' }, { replace: true }),
      removeProfile(broken, 'a'),
      renameProfile(broken, 'a', 'b'),
    ]) {
      expect(result).toMatchObject({ ok: false, reason: 'broken', problem: { line, column } });
    }
  });

  it('gives back what was written', () => {
    const name = fc.string({ unit: 'grapheme' }).map((any) => `n${any}`);
    const profile = fc.tuple(name, goodOptions).map(([called, options]): Profile => ({ name: called, ...options }));
    fc.assert(
      fc.property(profile, profile, (first, second) => {
        const one = text(writeProfile(file, first, { replace: false }));
        const { profiles, problems } = readProfileFile(one);
        expect([profiles.at(-1), problems]).toEqual([first, []]);
        const two = text(writeProfile(one, { ...second, name: first.name }, { replace: true }));
        expect(readProfileFile(two).profiles.at(-1)).toEqual({ ...second, name: first.name });
        expect(readProfileFile(text(removeProfile(two, first.name)))).toEqual(readProfileFile(file));
        expect(two.match(/\/\/ \w.*/g)).toEqual(expect.arrayContaining(file.match(/\/\/ \w.*/g)!));
      }),
    );
  });
});

describe('removeProfile', () => {
  it('takes the profile out with its line', () => {
    expect(text(removeProfile(file, 'Local'))).toBe(
      file.replace('    { "name": "Local", "url": "ws://localhost:9001/" },\n', ''),
    );
  });

  it('says when there is none', () => {
    expect(removeProfile(file, 'Nope')).toMatchObject({ ok: false, reason: 'missing' });
    expect(removeProfile('', 'Nope')).toMatchObject({ ok: false, reason: 'missing' });
  });
});

describe('renameProfile', () => {
  it('changes the name and nothing else', () => {
    expect(text(renameProfile(file, 'Staging', 'St "1"'))).toBe(file.replace('"Staging"', '"St \\"1\\""'));
    expect(text(renameProfile(file, 'Staging', 'Staging'))).toBe(file);
  });

  it('refuses a taken name and a missing profile', () => {
    expect(renameProfile(file, 'Staging', 'Local')).toMatchObject({ ok: false, reason: 'taken', problem: { line: 5 } });
    expect(renameProfile(file, 'Nope', 'x')).toMatchObject({ ok: false, reason: 'missing' });
  });
});

const chained = `{
  "profiles": [
    { "name": "base", "headers": { "A": "1" }, "deflate": false, "origin": "https://a.test" }, // shared
    {
      "name": "one", // the first
      "extends": "base",
      "url": "ws://one",
    },
  ],
}
`;

describe('a profile that extends another', () => {
  const one = (): Profile => readProfileFile(chained).profiles.find(({ name }) => name === 'one')!;

  it('is written back without a change when nothing changed', () => {
    expect(text(writeProfile(chained, one(), { replace: true }))).toBe(chained);
  });

  it('gets only what differs, and the default where the other has something else', () => {
    const { deflate: _deflate, ...others } = one();
    const wanted: Profile = {
      ...others,
      headers: [
        ['A', '2'],
        ['B', '3'],
      ],
    };
    const after = text(writeProfile(chained, wanted, { replace: true }));
    expect(after).toContain('"deflate": true');
    expect(after).toContain('"extends": "base"');
    expect(readProfileFile(after).profiles[0]).toEqual({ ...wanted, deflate: true });
    expect(after.match(/origin/g)).toHaveLength(1);
  });

  it('cannot leave out what has no default, and says where it comes from', () => {
    const { origin: _origin, ...others } = one();
    const result = writeProfile(chained, others, { replace: true });
    expect(result).toMatchObject({ ok: false, reason: 'inherited', problem: { line: 4 } });
    expect(JSON.stringify(result)).toContain('\\"base\\"');
    const { headers: _headers, ...bare } = one();
    expect(writeProfile(chained, bare, { replace: true })).toMatchObject({ ok: false, reason: 'inherited' });
  });

  it('follows when the other is renamed', () => {
    const after = text(renameProfile(chained, 'base', 'root'));
    expect(after).toBe(
      chained.replace('"name": "base"', '"name": "root"').replace('"extends": "base"', '"extends": "root"'),
    );
  });
});

describe('copyProfile', () => {
  it('copies a profile as it is written, with its comments', () => {
    const after = text(copyProfile(file, 'Staging', file, 'Staging 2'));
    expect(after.match(/from the shell/g)).toHaveLength(2);
    const { profiles, problems } = readProfileFile(after);
    expect(problems).toEqual([]);
    expect(profiles[2]).toEqual({ ...profiles[1], name: 'Staging 2' });
  });

  it('fits the copy to where it comes to stand', () => {
    const into = '{\n\t"profiles": [\n\t\t{ "name": "x", "url": "ws://x" }\n\t]\n}\n';
    const after = text(copyProfile(file, 'Local', into, 'Local'));
    expect(after).toBe(into.replace('ws://x" }', 'ws://x" },\n\t\t{ "name": "Local", "url": "ws://localhost:9001/" }'));
  });

  it.each(['', '{}', '// mine\n', '{ "profiles": [] }', '{ "profiles": [ { "name": "x", "url": "ws://x" } ] }'])(
    'copies into %j',
    (into) => {
      const { profiles, problems } = readProfileFile(text(copyProfile(file, 'Staging', into, 'Staging')));
      expect([profiles.at(-1)?.name, problems]).toEqual(['Staging', []]);
    },
  );

  it('takes along what the other file does not have', () => {
    const { profiles, problems } = readProfileFile(text(copyProfile(chained, 'one', '', 'one')));
    expect(problems).toEqual([]);
    expect(profiles).toEqual([
      { name: 'one', url: 'ws://one', headers: [['A', '1']], deflate: false, origin: 'https://a.test' },
    ]);
    expect(text(copyProfile(chained, 'one', chained, 'two'))).toContain(
      '"extends": "base",\n      "url": "ws://one",\n    },\n  ]',
    );
  });

  it('refuses a name that is taken, a profile that is not there, and broken files', () => {
    expect(copyProfile(file, 'Local', file, 'Local')).toMatchObject({ ok: false, reason: 'taken' });
    expect(copyProfile(file, 'Nope', '', 'Nope')).toMatchObject({ ok: false, reason: 'missing' });
    expect(copyProfile(file, 'Local', '{', 'Local')).toMatchObject({ ok: false, reason: 'broken' });
    expect(copyProfile('{', 'Local', '', 'Local')).toMatchObject({ ok: false, reason: 'broken' });
  });
});

describe('freeProfileName', () => {
  it('puts a number behind a name that is taken', () => {
    expect(freeProfileName(file, 'New')).toBe('New');
    expect(freeProfileName(file, 'Local')).toBe('Local 2');
    expect(freeProfileName(text(copyProfile(file, 'Local', file, 'Local 2')), 'Local')).toBe('Local 3');
    expect(freeProfileName('', 'Local')).toBe('Local');
  });
});
