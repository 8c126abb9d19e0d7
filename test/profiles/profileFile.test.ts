import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../src/profiles/checkOptions.ts';
import type { Profile } from '../../src/profiles/profile.ts';
import {
  fileKeys,
  readProfileFile,
  removeProfile,
  renameProfile,
  writeProfile,
} from '../../src/profiles/profileFile.ts';
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
    const token = fc.stringMatching(/^[A-Za-z0-9.-]{1,8}$/);
    const value = fc.string().map((any) => any.replace(/[^\t\x20-\x7e\x80-\xff]/gu, 'x'));
    const profile = fc
      .record(
        {
          name: fc.string({ unit: 'grapheme' }).map((any) => `n${any}`),
          url: fc.constantFrom('ws://a/', 'wss://b:1/?q="x"'),
          headers: fc.array(fc.tuple(fc.oneof(token, fc.constant('A')), value)),
          subprotocols: fc.uniqueArray(token),
          origin: value,
          deflate: fc.boolean(),
          handshakeTimeout: fc.integer({ min: 1, max: 100_000 }),
          followRedirects: fc.boolean(),
          proxy: fc.constantFrom('http://127.0.0.1:3128', 'http://proxy.test'),
          tls: fc.record({ verify: fc.boolean(), ca: token }, { requiredKeys: [] }),
        },
        { requiredKeys: ['name', 'url'] },
      )
      .map((any): Profile => any)
      .filter((any) => checkOptions(any).length === 0);
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
