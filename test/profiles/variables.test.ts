import { describe, expect, it } from 'vitest';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { withOption } from '../../src/profiles/mapTexts.ts';
import { options as allOptions } from '../../src/profiles/optionSpec.ts';
import { hasVariable, resolveVariables } from '../../src/profiles/variables.ts';

const textOptions = allOptions.flatMap((option) =>
  ['text', 'list', 'pairs'].includes(option.spec.kind) ? [[option.path, option] as const] : [],
);

const env = { TOKEN: 's3cret', HOST: 'example.com', NESTED: '${env:TOKEN}', EMPTY: '' };

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
      { env },
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
      { env },
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
    expect(JSON.stringify(resolveVariables(options, { env }).options)).toBe(
      JSON.stringify(options).replace('${env:TOKEN}', 's3cret'),
    );
    const [field, part] = keys;
    const [problem, ...others] = resolveVariables(options, { env: {} }).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ field, ...(part === undefined ? {} : { part }) });
    expect(problem?.message).toContain('TOKEN is not set');
  });

  it('leaves options without variables as they are, and adds none', () => {
    expect(resolveVariables({ url: 'ws://a' }, { env })).toEqual({ options: { url: 'ws://a' }, problems: [] });
  });

  it('does not look again at what it filled in', () => {
    expect(resolveVariables({ url: 'ws://${env:NESTED}' }, { env }).options.url).toBe('ws://${env:TOKEN}');
  });

  it('reports unknown names at their place and leaves them standing', () => {
    const { options, problems } = resolveVariables(
      { url: 'ws://${env:NOPE}/', headers: [['A', 'x ${secret:a} ${env:toString}']], tls: { key: '${}' } },
      { env },
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

describe('hasVariable', () => {
  it('knows a reference from loose characters', () => {
    expect(['${env:A}', 'a${x}b', '$', '${', '$x', '{x}'].map(hasVariable)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
