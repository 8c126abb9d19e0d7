import { expect, test } from 'vitest';
import { connectionOfRequest, isForeignSocket } from '../../../src/formats/connections/foreignRequest.ts';
import { importNotes } from '../../../src/formats/connections/imported.ts';

const made = (request: object) => {
  const notes = importNotes();
  const whole = { name: 'One', url: 'ws://a', headers: [], spelling: 'braces' as const, ...request };
  return { ...connectionOfRequest(whole, notes), unmapped: notes.unmapped };
};

test.each<readonly [auth: object, options: object | undefined]>([
  [{ type: 'none' }, undefined],
  [{ type: 'inherit' }, undefined],
  [
    { type: 'basic', username: 'u', password: '{{pw}}' },
    { type: 'basic', username: 'u', password: '${pw}' },
  ],
  [
    { type: 'basic', basic: [{ key: 'username', value: 'u' }] },
    { type: 'basic', username: 'u' },
  ],
  [
    { mode: 'bearer', bearer: { token: 't' } },
    { type: 'bearer', token: 't' },
  ],
  [{ type: 'bearer', token: 't', disabled: true }, undefined],
  [
    { authType: 'api-key', key: 'K', value: 'v', addTo: 'QUERY_PARAMS' },
    { type: 'apiKey', name: 'K', value: 'v', in: 'query' },
  ],
  [
    {
      type: 'apikey',
      apikey: [
        { key: 'key', value: 'K' },
        { key: 'value', value: 'v' },
      ],
    },
    { type: 'apiKey', name: 'K', value: 'v', in: 'header' },
  ],
])('takes the authentication %j', (auth, options) => {
  const { options: made_, unmapped } = made({ auth });
  expect(made_.auth).toEqual(options);
  expect(unmapped).toEqual([]);
});

test('names an authentication that it does not know', () => {
  expect(made({ auth: { type: 'oauth2' } }).unmapped).toEqual([expect.stringMatching(/One: authentication by oauth2/)]);
});

test('leaves out what is switched off', () => {
  const headers = [
    { key: 'A', value: '1' },
    { name: 'B', value: '2', disabled: true },
    { name: 'C', value: '3', enabled: false },
    { key: 'D', active: true },
  ];
  expect(made({ headers, parameters: [{ name: 'q', value: '{{v}}' }] }).options).toEqual({
    url: 'ws://a?q=${v}',
    headers: [
      ['A', '1'],
      ['D', ''],
    ],
  });
});

test('knows a socket by its URL or its kind', () => {
  expect(isForeignSocket('wss://a', undefined)).toBe(true);
  expect(isForeignSocket('{{host}}/x', 'websocket_request')).toBe(true);
  expect(isForeignSocket('{{host}}/x', 'ws-raw-request')).toBe(true);
  expect(isForeignSocket('{{host}}/x', 'http-request')).toBe(false);
  expect(isForeignSocket('', 'ws')).toBe(false);
});
