import { describe, expect, it } from 'vitest';
import { hasVariable, resolveVariables } from '../../src/profiles/variables.ts';

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
        tls: { verify: false, ca: '${env:HOST}.pem', cert: 'c', key: 'k' },
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
      tls: { verify: false, ca: 'example.com.pem', cert: 'c', key: 'k' },
    });
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
