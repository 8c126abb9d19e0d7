import { describe, expect, it } from 'vitest';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import type { Values } from '../../src/profiles/profile.ts';
import { withOption } from '../../src/profiles/mapTexts.ts';
import { options as allOptions } from '../../src/profiles/optionSpec.ts';
import { environmentVariable, outsideReferences, resolveVariables, textsOf } from '../../src/profiles/variables.ts';

const textOptions = allOptions.flatMap((option) =>
  ['text', 'list', 'pairs'].includes(option.spec.kind) ? [[option.path, option] as const] : [],
);

const values = { TOKEN: 's3cret', HOST: 'example.com', NESTED: '${env:TOKEN}', EMPTY: '' };

const from = (env: Readonly<Record<string, string>>) => ({
  sets: [],
  outside: ({ kind, name }: { readonly kind: string; readonly name: string }) =>
    kind === 'env' ? environmentVariable(env, name) : { value: undefined, problem: `no ${kind} ${name}` },
});
const env = from(values);

describe('resolveVariables', () => {
  it('fills in every text of the options and nothing else', () => {
    const { options, problems } = resolveVariables(
      {
        url: 'ws://${env:HOST}/${env:HOST}',
        headers: [
          ['Authorization', 'Bearer ${env:TOKEN}'],
          ['X-${env:HOST}', '${env:EMPTY}'],
        ],
        subprotocols: ['${env:HOST}', 'plain'],
        origin: 'https://${env:HOST}',
        deflate: false,
        handshakeTimeout: 5,
        tls: { verify: false, ca: ['${env:HOST}.pem', 'other.pem'], cert: 'c', key: 'k' },
      },
      env,
    );
    expect(problems).toEqual([]);
    expect(options).toEqual({
      url: 'ws://example.com/example.com',
      headers: [
        ['Authorization', 'Bearer s3cret'],
        ['X-example.com', ''],
      ],
      subprotocols: ['example.com', 'plain'],
      origin: 'https://example.com',
      deflate: false,
      handshakeTimeout: 5,
      tls: { verify: false, ca: ['example.com.pem', 'other.pem'], cert: 'c', key: 'k' },
    });
  });

  it('fills in the texts of every group, and of cookies and proxy', () => {
    const { options, problems } = resolveVariables(
      {
        url: 'ws://a',
        cookies: [['sid', '${env:TOKEN}']],
        auth: { type: 'basic', username: '${env:HOST}', password: '${env:TOKEN}' },
        proxy: 'http://u:${env:TOKEN}@${env:HOST}',
        tls: { passphrase: '${env:TOKEN}', servername: '${env:HOST}', minVersion: 'TLSv1.3' },
        connectTo: '${env:HOST}:81',
        dnsServers: ['${env:HOST}'],
        keepAlive: { interval: 5, payload: '${env:TOKEN}' },
      },
      env,
    );
    expect(problems).toEqual([]);
    expect(options).toEqual({
      url: 'ws://a',
      cookies: [['sid', 's3cret']],
      auth: { type: 'basic', username: 'example.com', password: 's3cret' },
      proxy: 'http://u:s3cret@example.com',
      tls: { passphrase: 's3cret', servername: 'example.com', minVersion: 'TLSv1.3' },
      connectTo: 'example.com:81',
      dnsServers: ['example.com'],
      keepAlive: { interval: 5, payload: 's3cret' },
    });
  });

  it.each(textOptions)('fills in %s', (_, option) => {
    const { keys, spec } = option;
    const written =
      spec.kind === 'text' ? 'x${env:TOKEN}' : spec.kind === 'list' ? ['${env:TOKEN}'] : [['a', '${env:TOKEN}']];
    const options = withOption<ConnectionOptions>({ url: 'ws://a' }, keys, written);
    expect(JSON.stringify(resolveVariables(options, env).options)).toBe(
      JSON.stringify(options).replace('${env:TOKEN}', 's3cret'),
    );
    const [field, part] = keys;
    const [problem, ...others] = resolveVariables(options, from({})).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ field, ...(part === undefined ? {} : { part }) });
    expect(problem?.message).toContain('TOKEN is not set');
  });

  it('leaves options without variables as they are, and adds none', () => {
    expect(resolveVariables({ url: 'ws://a' }, env)).toEqual({ options: { url: 'ws://a' }, problems: [] });
  });

  it('does not look again at what it filled in', () => {
    expect(resolveVariables({ url: 'ws://${env:NESTED}' }, env).options.url).toBe('ws://${env:TOKEN}');
  });

  it('reports unknown names at their place and leaves them standing', () => {
    const { options, problems } = resolveVariables(
      { url: 'ws://${env:NOPE}/', headers: [['A', 'x ${secret:a} ${env:toString}']], tls: { key: '${}' } },
      env,
    );
    expect(options.url).toBe('ws://${env:NOPE}/');
    expect(problems).toMatchObject([
      { field: 'url', offset: 5, message: expect.stringContaining('NOPE is not set') as string },
      { field: 'headers', index: 0, part: 'value', offset: 2 },
      { field: 'headers', index: 0, part: 'value', offset: 14 },
      { field: 'tls', part: 'key', offset: 0 },
    ]);
  });
});

describe('variables of files', () => {
  const sets: readonly Values[] = [
    { host: 'first.test' },
    { host: 'second.test', base: 'ws://${host}:${port}', port: '${env:PORT}' },
  ];
  const sources = { ...from({ PORT: '81' }), sets };
  const urlOf = (url: string, more: Partial<typeof sources> = {}) => {
    const { options, problems } = resolveVariables({ url }, { ...sources, ...more });
    return [options.url, ...problems.map(({ offset, message }) => `${offset} ${message}`)];
  };

  it('are taken from the first set that has them, and looked at for others', () => {
    expect(urlOf('${base}/x')).toEqual(['ws://first.test:81/x']);
  });

  it('say at the outer place what is missing further in', () => {
    expect(urlOf('a${base}', from({}))).toEqual([
      'a${base}',
      expect.stringMatching(/^1 There is no variable "base"/) as string,
    ]);
    expect(urlOf('a${base}', { outside: from({}).outside })).toEqual([
      'a${base}',
      expect.stringMatching(/^1 .*PORT is not set/) as string,
    ]);
  });

  it('name the way round of a cycle', () => {
    expect(urlOf('x${a}', { sets: [{ a: '${b}', b: '${c}', c: '${b}' }] })).toEqual([
      'x${a}',
      expect.stringMatching(/^1 \$\{b\} needs \$\{c\} needs \$\{b\}: /) as string,
    ]);
  });

  it('are not expanded without end', () => {
    const bomb = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`v${i}`, `\${v${i + 1}}\${v${i + 1}}`]));
    expect(urlOf('${v0}', { sets: [{ ...bomb, v40: 'xxxxxxxxxx' }] })[1]).toMatch(/beyond a million characters/);
    const chain = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`v${i}`, `\${v${i + 1}}`]));
    expect(urlOf('${v0}', { sets: [chain] })[1]).toMatch(/more than 100 variables/);
  });

  it('name what there is where one is unknown', () => {
    expect(urlOf('${hots}')[1]).toMatch(/There are host, base, port/);
    expect(urlOf('${hots}', { sets: [] })[1]).toMatch(/There are none here/);
  });
});

describe('outsideReferences', () => {
  it('finds each once, in the order of need, also behind variables', () => {
    const options = { url: 'ws://${base}', headers: [['A', '${secret:t} ${input:i} ${secret:t}']] } as const;
    const sets = [{ base: '${env:HOST}/${room}', room: '${input:i}${loop}', loop: '${base}' }];
    expect(outsideReferences(textsOf(options), sets)).toEqual([
      { kind: 'env', name: 'HOST' },
      { kind: 'input', name: 'i' },
      { kind: 'secret', name: 't' },
    ]);
  });

  it('passes over what is no reference', () => {
    expect(outsideReferences(['${nope}', '${x:y}', '${}', '$', 'plain'], [])).toEqual([]);
  });
});
