import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeProfile, writeProfile } from '../../src/profiles/profileEdit.ts';
import { fileKeys, readProfileFile } from '../../src/profiles/profileFile.ts';
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

/** A file without anything in it, and without faults. */
const nothing = {
  profiles: [],
  bases: [],
  origins: new Map(),
  places: [],
  variables: {},
  environments: [],
  inputs: [],
  messages: [],
  collections: [],
  problems: [],
  broken: false,
};

describe('readProfileFile', () => {
  it('reads profiles with comments and trailing commas', () => {
    expect(readProfileFile(file)).toEqual({
      ...nothing,
      places: [
        { name: 'Local', line: 5, column: 15 },
        { name: 'Staging', line: 7, column: 15 },
      ],
      bases: [],
      origins: new Map([
        ['Local', {}],
        ['Staging', {}],
      ]),
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
    });
  });

  it.each(['', '  \n', '// nothing yet\n', '{}', '{ "profiles": [] }'])(
    'finds nothing in %j, and no fault',
    (empty) => {
      expect(readProfileFile(empty)).toEqual(nothing);
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

describe('a profile that extends another', () => {
  const base = `{
  "variables": { "host": "127.0.0.1" },
  "profiles": [
    { "name": "base", "headers": { "A": "1", "B": "2" }, "tls": { "verify": false, "servername": "x" }, "variables": { "p": "9" } },
    { "name": "one", "extends": "base", "url": "ws://\${host}:\${p}", "headers": { "b": "3" }, "tls": { "verify": true } },
    { "name": "two", "extends": "one", "origin": "null" },
  ],
}`;

  it('has what it leaves out, and says where that comes from', () => {
    const { profiles, origins, problems } = readProfileFile(base);
    expect(problems).toEqual([]);
    expect(profiles).toEqual([
      {
        name: 'one',
        extends: 'base',
        url: 'ws://${host}:${p}',
        headers: [
          ['A', '1'],
          ['b', '3'],
        ],
        tls: { verify: true, servername: 'x' },
        variables: { p: '9' },
      },
      {
        name: 'two',
        extends: 'one',
        url: 'ws://${host}:${p}',
        headers: [
          ['A', '1'],
          ['b', '3'],
        ],
        tls: { verify: true, servername: 'x' },
        origin: 'null',
        variables: { p: '9' },
      },
    ]);
    expect(origins.get('one')).toEqual({ 'headers:a': 'base', 'tls.servername': 'base' });
    expect(origins.get('two')).toEqual({
      url: 'one',
      'headers:a': 'base',
      'headers:b': 'one',
      'tls.verify': 'one',
      'tls.servername': 'base',
    });
  });

  it('says at the profile which value of the other is wrong for it', () => {
    const { profiles, problems } = readProfileFile(
      '{ "profiles": [\n{ "name": "b", "tls": { "cert": "c.pem", "key": "k" } },\n{ "name": "a", "extends": "b", "url": "ws://a", "tls": { "pfx": "p" } }\n] }',
    );
    expect(profiles).toEqual([]);
    expect(problems[0]).toMatchObject({ line: 3 });
  });

  it('counts headers as the file has them, not those taken over', () => {
    const source =
      '{ "profiles": [\n{ "name": "b", "headers": { "X": "1" } },\n{ "name": "a", "extends": "b", "url": "ws://a", "headers": { "Y": "2\\n" } }\n] }';
    const { problems } = readProfileFile(source);
    expect(problems).toMatchObject([{ line: 3 }]);
    expect(source.split('\n')[2]?.slice((problems[0]?.column ?? 0) - 1)).toMatch(/^\\n/);
  });
});

/** Files with something wrong in them: what the reader says, where, and which profiles it keeps. */
const brokenFiles: readonly (readonly [string, number, number, string, readonly string[]])[] = [
  ['{ "profiles": [ { "name": "a", "url": "ws://a", "extends": "b" } ] }', 1, 60, 'no profile "b"', []],
  ['{ "profiles": [ { "name": "a", "url": "ws://a", "extends": "a" } ] }', 1, 60, '"a" extends "a"', []],
  ['{ "profiles": [ { "name": "a", "url": "ws://a", "extends": 1 } ] }', 1, 60, 'a text in double quotes', []],
  ['{ "variables": [] }', 1, 16, 'should be an object', []],
  ['{ "variables": { "a b": "c" } }', 1, 18, 'cannot be the name', []],
  ['{ "variables": { "workspaceFolder": "c" } }', 1, 18, 'cannot be the name', []],
  ['{ "variables": { "a": [] } }', 1, 23, 'a text in double quotes', []],
  ['{ "variables": { "a": "1", "a": "2" } }', 1, 28, 'there twice', []],
  ['{ "variables": { "a": "${b}" } }', 1, 24, 'no variable "b"', []],
  ['{ "variables": { "a": "x${a}" } }', 1, 25, '${a} needs ${a}', []],
  ['{ "variables": { "a": "${b}",\n"b": "${a}" } }', 2, 7, '${a} needs ${b} needs ${a}', []],
  [
    '{ "variables": { "a": "1", "b": "${a}" },\n"environments": { "e": { "a": "${b}" } } }',
    1,
    34,
    '${a} needs ${b} needs ${a}',
    [],
  ],
  ['{ "environments": [] }', 1, 19, 'should be an object', []],
  ['{ "environments": { "e": 1 } }', 1, 26, 'should be an object', []],
  ['{ "environments": { "": {} } }', 1, 21, 'is empty', []],
  ['{ "environments": { "e": {}, "e": {} } }', 1, 30, 'already an environment', []],
  ['{ "inputs": {} }', 1, 13, 'should be a list', []],
  ['{ "inputs": [1] }', 1, 14, 'an object in braces', []],
  ['{ "inputs": [ { "id": "a" } ] }', 1, 15, 'needs a "type"', []],
  ['{ "inputs": [ { "id": "a", "type": "x" } ] }', 1, 36, 'needs a "type"', []],
  ['{ "inputs": [ { "type": "promptString" } ] }', 1, 15, 'needs "id"', []],
  ['{ "inputs": [ { "id": "a", "type": "pickString" } ] }', 1, 15, 'needs "options"', []],
  ['{ "inputs": [ { "id": "a", "type": "pickString", "options": [] } ] }', 1, 61, 'at least one', []],
  ['{ "inputs": [ { "id": "a", "type": "pickString", "options": ["x"], "default": "y" } ] }', 1, 79, 'none of', []],
  ['{ "inputs": [ { "id": "a", "type": "command" } ] }', 1, 15, 'needs "command"', []],
  ['{ "inputs": [ { "id": "a", "type": "promptString", "pasword": true } ] }', 1, 52, '"password"?', []],
  [
    '{ "inputs": [ { "id": "a", "type": "promptString" }, { "id": "a", "type": "promptString" } ] }',
    1,
    62,
    'already an input',
    [],
  ],
  ['{ "profiles": [ { "name": "a", "url": "ws://${host}" } ] }', 1, 45, 'no variable "host"', ['a']],
  ['{ "profiles": [ { "name": "a", "url": "ws://${input:x}" } ] }', 1, 45, 'no input "x"', ['a']],
  ['{ "profiles": [ { "name": "a", "url": "ws://${secrets:x}" } ] }', 1, 45, '${secret:…}', ['a']],
  ['{ "profiles": [ { "name": "a", "url": "ws://${secret:}" } ] }', 1, 45, 'A name is missing', ['a']],
  ['{ "profiles": [ { "name": "a", "url": "ws://a", "headers": { "X": "\\u0041${y}" } } ] }', 1, 74, '"y"', ['a']],
  ['{ "profiles": [ { "name": "a", "url": "ws://a", "variables": { "v": "${v}" } } ] }', 1, 70, 'needs ${v}', ['a']],
  ['{ "profiles": [ { "name": "a", "url": "ws://a", "variables": 1 } ] }', 1, 62, 'should be an object', []],
  ['{ "messages": {} }', 1, 15, 'should be a list', []],
  ['{ "messages": [ { "text": "x" } ] }', 1, 17, 'no "name"', []],
  ['{ "messages": [ { "name": "m" } ] }', 1, 17, 'nothing to send', []],
  ['{ "messages": [ { "name": "m", "text": "x", "hex": "00" } ] }', 1, 45, 'one payload', []],
  ['{ "messages": [ { "name": "m", "hex": "0" } ] }', 1, 39, 'hexadecimal', []],
  ['{ "messages": [ { "name": "m", "base64": "a" } ] }', 1, 42, 'base64', []],
  ['{ "messages": [ { "name": "m", "text": "" }, { "name": "m", "text": "" } ] }', 1, 56, 'already a message', []],
  ['{ "collections": [1] }', 1, 19, 'an object in braces', []],
  ['{ "collections": [ { "name": "c", "messages": [ { "name": "m" } ] } ] }', 1, 49, 'nothing to send', []],
  ['{ "environment": {} }', 1, 3, '"environments"?', []],
];

describe('a broken file', () => {
  it.each(brokenFiles)('is told of in %s', (source, line, column, words, names) => {
    const { profiles, problems, broken } = readProfileFile(source);
    expect(broken).toBe(false);
    expect(problems).toMatchObject([{ line, column }]);
    expect(problems[0]?.message).toContain(words);
    expect(profiles.map(({ name }) => name)).toEqual(names);
  });

  it('never loses a good part to a bad one', () => {
    const good = '{ "name": "good", "url": "ws://a" }';
    for (const [source] of brokenFiles) {
      const parts =
        [...source.matchAll(/"profiles": \[/g)].length === 0
          ? source.replace(/^\{/, `{ "profiles": [${good}],`)
          : source.replace('"profiles": [', `"profiles": [ ${good},`);
      expect([source, readProfileFile(parts).profiles.map(({ name }) => name)]).toEqual([
        source,
        expect.arrayContaining(['good']),
      ]);
    }
  });

  it('has its faults told where they are, and at each profile that extends a bad one', () => {
    const source = `{ "profiles": [\n{ "name": "b", "url": "ws://b", "proxy": 1 },\n{ "name": "a", "url": "ws://a", "extends": "b" }\n] }`;
    const { profiles, problems } = readProfileFile(source);
    expect(profiles).toEqual([]);
    expect(problems).toMatchObject([
      { line: 2, message: expect.stringContaining('"proxy"') as string },
      { line: 3, column: 44, message: expect.stringContaining('has a mistake itself') as string },
    ]);
  });

  it('is told of at each profile of a round, once', () => {
    const { profiles, problems } = readProfileFile(
      '{ "profiles": [\n{ "name": "a", "url": "ws://a", "extends": "b" },\n{ "name": "b", "extends": "c" },\n{ "name": "c", "extends": "b" },\n{ "name": "d", "url": "ws://d" }\n] }',
    );
    expect(profiles.map(({ name }) => name)).toEqual(['d']);
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(problems[2]?.message).toContain('"c" extends "b" extends "c"');
  });

  it('of a megabyte, with thousands of faults, is read in a moment', () => {
    const many = Array.from({ length: 6_000 }, (_, i) => ({
      name: `p${i}`,
      url: `ws://\${v${i}}/${'x'.repeat(80)}`,
      extends: `p${i - 1}`,
    }));
    const variables = Object.fromEntries(many.map((_, i) => [`v${i}`, `\${v${(i + 1) % 6_000}}`]));
    const source = JSON.stringify({ variables, profiles: many }, null, 1);
    expect(source.length).toBeGreaterThan(1_000_000);
    const { profiles, problems } = readProfileFile(source);
    expect(profiles).toEqual([]);
    expect(problems.length).toBeGreaterThan(5_000);
  });
});

it('has a schema with the same keys as the reader', () => {
  expect(Object.keys(schema.properties)).toEqual(fileKeys);
});

it('tells a profile without a URL that others extend from one that nobody does, which is a mistake', () => {
  const { profiles, bases, problems } = readProfileFile(
    '{ "profiles": [\n{ "name": "base" },\n{ "name": "alone" },\n{ "name": "A", "extends": "base", "url": "ws://h/" }] }',
  );
  expect(bases).toEqual([{ name: 'base', line: 2, column: 11 }]);
  expect(profiles.map(({ name }) => name)).toEqual(['A']);
  expect(problems.map(({ line }) => line)).toEqual([3]);
});
