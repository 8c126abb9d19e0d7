import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../src/profiles/profile.ts';
import {
  fileKeys,
  readProfileFile,
  removeProfile,
  renameProfile,
  writeProfile,
} from '../../src/profiles/profileFile.ts';
import { goodOptions } from './arbitraryOptions.ts';
import schema from '../../media/schemas/websockets.schema.json' with { type: 'json' };

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

describe('readProfileFile', () => {
  it('reads profiles with comments and trailing commas', () => {
    expect(readProfileFile(file)).toEqual({
      profiles: [
        { name: 'Local', url: 'ws://localhost:9001/' },
        {
          name: 'Staging',
          url: 'wss://staging.example/chat',
          headers: [['Authorization', 'Bearer ${env:TOKEN}']],
          tls: { verify: false },
        },
      ],
      problems: [],
      broken: false,
    });
  });

  it.each(['', '  \n', '// nothing yet\n', '{}', '{ "profiles": [] }'])(
    'finds nothing in %j, and no fault',
    (empty) => {
      expect(readProfileFile(empty)).toEqual({ profiles: [], problems: [], broken: false });
    },
  );

  it('keeps the profiles around a syntax error, and says the line and column of it', () => {
    const { profiles, problems, broken } = readProfileFile(
      '{ "profiles": [\n  { "name": "a", "url": "ws://a" },\n  { "name": "b" "url": "ws://b" },\n  { "name": "c", "url": "ws://c" }\n] }',
    );
    expect(broken).toBe(true);
    expect(profiles.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(problems).toEqual([{ line: 3, column: 17, message: 'A comma is missing before this.' }]);
  });

  it('keeps the profiles before a text that breaks off', () => {
    const { profiles, broken } = readProfileFile('{ "profiles": [ { "name": "a", "url": "ws://a" }, { "name": "b"');
    expect(profiles.map(({ name }) => name)).toEqual(['a']);
    expect(broken).toBe(true);
  });

  it.each([
    ['[]', 1, 1, 'should hold an object', []],
    ['{ "profiles": {} }', 1, 15, 'should be a list', []],
    ['{ "profile": [] }', 1, 3, 'Did you mean "profiles"?', []],
    ['{ "profiles": [1] }', 1, 16, 'not a number', []],
    ['{ "profiles": [ { "url": "ws://a" } ] }', 1, 17, 'has no "name"', []],
    ['{ "profiles": [ { "name": "a" } ] }', 1, 17, 'has no "url"', []],
    ['{ "profiles": [ { "name": " ", "url": "ws://a" } ] }', 1, 27, 'is empty', []],
    ['{ "profiles": [ { "name": "a", "url": 5 } ] }', 1, 39, 'a text in double quotes', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a/\\u0023b" } ] }', 1, 47, 'no fragment', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "headers": { "A": "\\tb\\n" } } ] }', 1, 71, 'a line break', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "tls": { "cert": "c" } } ] }', 1, 66, 'private key', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "origins": "x" } ] }', 1, 49, '"origin"?', ['a']],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "tls": { "keys": 1 } } ] }', 1, 58, '"key"?', ['a']],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "cookies": { "A": "b;c" } } ] }', 1, 69, 'a semicolon', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "auth": {} } ] }', 1, 57, 'set "type"', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "auth": { "type": "x" } } ] }', 1, 67, '"bearer"', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "idleTimeout": 0.5 } ] }', 1, 64, 'whole number', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "reconnect": { "jitter": 2 } } ] }', 1, 74, '0 to 1', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "dnsServers": ["192.0.2.1", "x"] } ] }', 1, 77, 'server 2', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "proxy": "http://a b" } ] }', 1, 67, 'a space', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "tls": { "ca": ["a", ""] } } ] }', 1, 70, 'empty', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "tls": { "ca": "" } } ] }', 1, 64, 'empty', []],
    ['{ "profiles": [ { "name": "a", "url": "ws://a", "keepAlive": { "timeout": 5 } } ] }', 1, 75, '"interval"', []],
    [
      '{ "profiles": [ { "name": "a", "url": "ws://a" },\n{ "name": "a", "url": "ws://b" } ] }',
      2,
      11,
      'already a profile "a"',
      ['a'],
    ],
  ])('says what is wrong in %s', (source, line, column, words, names) => {
    const { profiles, problems, broken } = readProfileFile(source);
    expect(broken).toBe(false);
    expect(problems).toMatchObject([{ line, column }]);
    expect(problems[0]?.message).toContain(words);
    expect(profiles.map(({ name }) => name)).toEqual(names);
  });

  it('does not judge a value before its variables are filled in', () => {
    const source = '{ "profiles": [ { "name": "a", "url": "${env:URL}", "subprotocols": ["${env:X}"] } ] }';
    expect(readProfileFile(source)).toMatchObject({ profiles: [{ name: 'a' }], problems: [] });
  });

  it('judges what does not wait for a variable, also beside one that does', () => {
    const source =
      '{ "profiles": [ { "name": "a", "url": "${env:URL}", "auth": { "type": "bearer", "token": "${env:T}" }, "tls": { "ca": ["${env:CA}", ""] } } ] }';
    expect(readProfileFile(source)).toMatchObject({ profiles: [], problems: [{ column: source.indexOf('""') + 1 }] });
    expect(readProfileFile(source.replace(', ""', ''))).toMatchObject({ profiles: [{ name: 'a' }], problems: [] });
  });

  it('tells no secret in what it says', () => {
    const secret = 'hunter2';
    const profiles = [
      `"url": "ws://u:${secret}@h a/"`,
      `"url": "u:${secret}@h/"`,
      `"url": "ws://a", "auth": { "type": "bearer", "token": "${secret}\\n" }`,
      `"url": "ws://a", "auth": { "type": "${secret}" }`,
      `"url": "ws://a", "headers": { "Authorization ${secret}": "${secret}\\n" }`,
      `"url": "ws://a", "cookies": { "a": "${secret};" }`,
      `"url": "ws://a", "proxy": "u:${secret}@h:1"`,
      `"url": "ws://a", "tls": { "passphrase": "${secret}" }`,
      `"url": "ws://a", "auth": { "type": "bearer", "token": ${secret} }`,
      `"url": "ws://a", "auth": { "type": "bearer", "token": '${secret}' }`,
      `"url": "ws://a", "auth": { "type": "bearer", "token": ["${secret}"] }`,
    ];
    for (const one of profiles) {
      const { problems } = readProfileFile(`{ "profiles": [ { "name": "a", ${one} } ] }`);
      expect([one, problems.length > 0]).toEqual([one, true]);
      expect(JSON.stringify(problems)).not.toContain(secret);
    }
  });

  it('reads a file of a megabyte', () => {
    const many = Array.from({ length: 8_000 }, (_, i) => ({ name: `p${i}`, url: `ws://h/${'x'.repeat(100)}` }));
    const { profiles, problems } = readProfileFile(JSON.stringify({ profiles: many }, null, 1));
    expect([profiles.length, problems.length]).toEqual([8_000, 0]);
  });

  it('never throws on any text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '\\',
        '\n',
        '"profiles"',
        '"name"',
        '"url"',
        '"ws://a"',
        '"headers"',
        '"tls"',
        '1',
        'null',
        '//',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((all) => all.join('')),
          fc.string(),
          fc.json(),
        ),
        (any) => {
          readProfileFile(any);
          writeProfile(any, { name: 'a', url: 'ws://a' }, { replace: true });
          removeProfile(any, 'a');
        },
      ),
    );
  });
});

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
    expect(readProfileFile(without)).toEqual({ profiles: [bare], problems: [], broken: false });
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

it('has a schema with the same keys as the reader', () => {
  expect(Object.keys(schema.properties)).toEqual(fileKeys);
});
