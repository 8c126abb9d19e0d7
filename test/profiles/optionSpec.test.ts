import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaFile, schemaText } from '../../.scripts/schema.mts';
import { checkUrl } from '../../src/profiles/check/checkUrl.ts';
import { checkProxy } from '../../src/profiles/check/checkNetwork.ts';
import { type OptionSpec, optionSections, optionSpec, options } from '../../src/profiles/optionSpec.ts';
import { profileKeys } from '../../src/profiles/profileFields.ts';
import { arbitraryOptions, goodOptions, pathsIn } from './arbitraryOptions.ts';

const specs: readonly (readonly [string, OptionSpec])[] = [
  ...Object.entries(optionSpec as Readonly<Record<string, OptionSpec>>),
  ...options.map(({ path, spec }) => [path, spec] as const),
];

describe('options', () => {
  it('names every option once, those of groups with their group', () => {
    const paths = options.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toEqual(expect.arrayContaining(['url', 'headers', 'tls.minVersion', 'auth.in', 'reconnect.jitter']));
    expect(paths).not.toContain('tls');
    for (const { path, keys } of options) expect(keys.join('.')).toBe(path);
  });

  it('has a section of the form for every option but the URL, and an option for every section', () => {
    const known = optionSections.map(({ name }) => name);
    for (const { path, section } of options) {
      if (path === 'url') expect(section).toBeUndefined();
      else expect(known).toContain(section);
    }
    expect(
      [...new Set(options.map(({ section }) => section))].filter((section) => section !== undefined).sort(),
    ).toEqual([...known].sort());
  });

  it('can be made in every part at once, for the tests that take any options', () => {
    const seen = (made: readonly Parameters<typeof pathsIn>[0][]): readonly string[] =>
      options.map(({ path }) => path).filter((path) => made.some((one) => pathsIn(one).includes(path)));
    const all = options.map(({ path }) => path);
    expect(seen(fc.sample(arbitraryOptions, { seed: 1, numRuns: 100 }))).toEqual(all);
    expect(seen(fc.sample(goodOptions, { seed: 1, numRuns: 300 }))).toEqual(all);
  });
});

describe('optionSpec', () => {
  it.each(specs)('has a label and whole sentences for %s', (_, { title, about }) => {
    expect(title).toMatch(/^\S(.*\S)?$/);
    expect(title).not.toMatch(/\.$/);
    expect(about).toMatch(/^\S.*\.$/);
  });

  it.each(options.map(({ path, spec }) => [path, spec] as const))('has limits that fit for %s', (_, spec) => {
    if (spec.kind === 'number') {
      expect(spec.min).toBeLessThan(spec.max);
      const value = spec.default ?? spec.min;
      expect(value).toBeGreaterThanOrEqual(spec.min);
      expect(value).toBeLessThanOrEqual(spec.max);
      // An empty field says one or the other.
      expect((spec.default === undefined) !== (spec.absent === undefined)).toBe(true);
    } else if (spec.kind === 'choice') {
      const values = spec.choices.map(({ value }) => value);
      expect(new Set(values).size).toBe(values.length);
      if (spec.default !== undefined) expect(values).toContain(spec.default);
    } else if (spec.kind !== 'flag') {
      expect(spec.placeholder).not.toBe('');
    }
  });

  it('knows every secret as one', () => {
    const secrets = options.filter(({ spec }) => spec.kind === 'text' && spec.secret === true);
    expect(secrets.map(({ path }) => path)).toEqual(['auth.password', 'auth.token', 'auth.value', 'tls.passphrase']);
  });
});

interface Property {
  readonly description: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

interface Group {
  readonly properties: Readonly<Record<string, Property>>;
}

describe('the schema of the profile file', () => {
  const text = readFileSync(schemaFile, 'utf8');
  const { definitions } = JSON.parse(text) as { readonly definitions: Readonly<Record<string, Group>> };
  const { profile, input: _input, message: _message, collection: _collection, ...groups } = definitions;
  const at = (path: string): Property => {
    const [top = '', inner] = path.split('.');
    return inner === undefined ? profile!.properties[top]! : groups[top]!.properties[inner]!;
  };

  it('is what the table makes: node .scripts/schema.mts writes it', async () => {
    expect(text).toBe(await schemaText());
  });

  it('has every option and no other', () => {
    expect(Object.keys(profile!.properties)).toEqual([...profileKeys, 'variables']);
    const inGroups = Object.entries(groups).flatMap(([key, group]) =>
      Object.keys(group.properties).map((name) => `${key}.${name}`),
    );
    expect(inGroups).toEqual(options.map(({ path }) => path).filter((path) => path.includes('.')));
  });

  it.each(options.map(({ path, spec }) => [path, spec] as const))('describes %s', (path, spec) => {
    expect(at(path).description).toContain(spec.about);
    const secret = spec.kind === 'text' && spec.secret === true;
    expect(at(path).description.includes('${env:NAME}')).toBe(secret);
    if (spec.kind === 'choice') expect(at(path).enumDescriptions?.length).toBe(at(path).enum?.length);
  });

  it('lets every URL and proxy through that the checks let through', () => {
    const url = new RegExp(at('url').pattern!, 'u');
    const proxy = new RegExp(at('proxy').pattern!, 'u');
    for (const good of ['WS://h', 'wsS://h/', 'http://h/', 'HTTPS://h/', 'ws+unix:/a:/b', 'ws+unix:///a', '${env:URL}'])
      expect(good).toMatch(url);
    for (const bad of ['', 'ftp://h/', 'localhost:80', 'ws://h/#a', 'ws://a b/', 'ws+unix:a'])
      expect(bad).not.toMatch(url);
    for (const good of [
      'none',
      'editor',
      'environment',
      'HTTP://h:1',
      'socks://h',
      'socks4a://h',
      'https://${env:A}@h',
    ])
      expect(good).toMatch(proxy);
    for (const bad of ['', 'None', 'h:3128', 'ftp://h', 'http:h', 'http:///h', 'socks6://h'])
      expect(bad).not.toMatch(proxy);
    const scheme = fc.constantFrom(
      'ws',
      'wss',
      'http',
      'https',
      'ws+unix',
      'socks',
      'socks4',
      'socks5',
      'socks5h',
      'WS',
    );
    const text = fc
      .tuple(scheme, fc.constantFrom(':', ':/', '://', ':///'), fc.string())
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.webUrl({ withQueryParameters: true })), (any) => {
        if (checkUrl(any) === undefined) expect(any).toMatch(url);
        if (checkProxy(any).length === 0) expect(any).toMatch(proxy);
      }),
    );
  });
});
