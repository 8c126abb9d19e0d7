import { expect, test } from 'vitest';
import { credentialValues, withoutCredentials } from '../../src/session/credentials.ts';

const from = new URL('wss://ann:pw@a.test/');

test('leaves behind all that was meant for one origin, and names it without values', () => {
  const { options, dropped } = withoutCredentials(
    {
      url: from.href,
      headers: [
        ['Authorization', 'Bearer x'],
        ['X-Api-Key', 'hush'],
        ['Host', 'virtual.test'],
        ['X-Room', 'blue'],
      ],
      cookies: [['sid', '1']],
      auth: { type: 'apiKey', name: 'X-Key', value: 'hush' },
      tls: { verify: false, cert: 'c.pem', key: 'k.pem', passphrase: 'hush', servername: 'b.test' },
      connectTo: '127.0.0.1:1',
      origin: 'https://a.test',
    },
    from,
  );
  expect(options).toEqual({
    url: from.href,
    headers: [['X-Room', 'blue']],
    tls: { verify: false },
    origin: 'https://a.test',
  });
  expect(dropped).toEqual([
    'Authorization',
    'X-Api-Key',
    'Host',
    'X-Key',
    'user name and password of the URL',
    'Cookie',
    'client certificate',
    'server name',
    'connectTo',
  ]);
  expect(JSON.stringify(dropped)).not.toContain('hush');
});

test('changes nothing where there is nothing to leave behind', () => {
  const options = { url: 'ws://a.test/', subprotocols: ['x'] };
  expect(withoutCredentials(options, new URL(options.url))).toEqual({ options, dropped: [] });
});

test('knows the values of all that proves an identity', () => {
  const values = credentialValues({
    url: 'wss://ann:p%40ss@a.test/echo?access_token=t%2F1&room=blue',
    headers: [
      ['Authorization', 'Bearer abc'],
      ['X-Api-Key', 'hush'],
      ['X-Room', 'red'],
    ],
    cookies: [['sid', 'c00kie']],
    auth: { type: 'apiKey', name: 'room', value: 'key-1', username: 'bob', password: 'pw-1', token: 'tok' },
  });
  expect(values.toSorted()).toEqual(
    [
      btoa('ann:p@ss'),
      btoa('bob:pw-1'),
      'pw-1',
      'p%40ss',
      'p@ss',
      't%2F1',
      't/1',
      'blue',
      'Bearer abc',
      'abc',
      'hush',
      'c00kie',
      'key-1',
      'tok',
    ].toSorted(),
  );
  expect(credentialValues({ url: 'ws://token-as-user@a.test/' })).toEqual([btoa('token-as-user'), 'token-as-user']);
  expect(credentialValues({ url: 'ws://a.test/' })).toEqual([]);
});
