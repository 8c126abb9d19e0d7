import assert from 'node:assert/strict';
import { withoutSecrets } from '../../src/host/withoutSecrets.ts';
import type { Profile } from '../../src/profiles/profile.ts';

const echo: Profile = { name: 'Echo', url: 'wss://h.test/echo?room=1' };

describe('withoutSecrets', () => {
  it('leaves a profile without secrets as it is', () => {
    const profile: Profile = {
      ...echo,
      headers: [
        ['X-Team', 'blue'],
        ['Authorization', ''],
        ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ],
      subprotocols: ['chat.v1'],
      origin: 'https://app.test',
      deflate: false,
    };
    assert.deepEqual(withoutSecrets(profile), { profile, taken: [] });
  });

  it('leaves what holds a variable already', () => {
    const profile: Profile = {
      ...echo,
      url: 'wss://${env:USER}:${env:PASSWORD}@h.test/?token=${env:TOKEN}',
      headers: [['Authorization', 'Bearer ${env:TOKEN}']],
    };
    assert.deepEqual(withoutSecrets(profile), { profile, taken: [] });
  });

  it('takes the values of secret headers', () => {
    const headers = [
      ['authorization', 'Bearer abc'],
      ['Cookie', 'opaque'],
      ['X-Api-Key', '12345'],
      ['X-Team', 'blue'],
    ] as const;
    const { profile, taken } = withoutSecrets({ ...echo, headers });
    assert.deepEqual(profile.headers, [
      ['authorization', '${env:WEBSOCKET_AUTHORIZATION}'],
      ['Cookie', '${env:WEBSOCKET_COOKIE}'],
      ['X-Api-Key', '${env:WEBSOCKET_API_KEY}'],
      ['X-Team', 'blue'],
    ]);
    assert.deepEqual(taken, [
      { place: 'authorization', variable: 'WEBSOCKET_AUTHORIZATION' },
      { place: 'Cookie', variable: 'WEBSOCKET_COOKIE' },
      { place: 'X-Api-Key', variable: 'WEBSOCKET_API_KEY' },
    ]);
  });

  it('takes password and tokens out of the URL, and keeps the rest of it', () => {
    const { profile, taken } = withoutSecrets({ ...echo, url: 'wss://ann:p@ss@h.test/x?room=1&access_token=a%20b' });
    assert.equal(
      profile.url,
      'wss://ann:${env:WEBSOCKET_PASSWORD}@h.test/x?room=1&access_token=${env:WEBSOCKET_ACCESS_TOKEN}',
    );
    assert.deepEqual(taken, [
      { place: 'the password in the URL', variable: 'WEBSOCKET_PASSWORD' },
      { place: 'access_token in the URL', variable: 'WEBSOCKET_ACCESS_TOKEN' },
    ]);
  });

  it('takes a token that stands as a user name', () => {
    assert.equal(
      withoutSecrets({ ...echo, url: 'wss://abc@h.test/' }).profile.url,
      'wss://${env:WEBSOCKET_USER}@h.test/',
    );
  });

  it('takes the password of the proxy', () => {
    const { profile, taken } = withoutSecrets({ ...echo, proxy: 'http://ann:pw@proxy.test:3128' });
    assert.equal(profile.proxy, 'http://ann:${env:WEBSOCKET_PASSWORD}@proxy.test:3128');
    assert.deepEqual(taken, [{ place: "the password in the proxy's URL", variable: 'WEBSOCKET_PASSWORD' }]);
  });

  it('takes a bearer token among the subprotocols', () => {
    const subprotocols = ['base64url.bearer.authorization.k8s.io.QUJDREVGR0g', 'v4.channel.k8s.io'];
    assert.deepEqual(withoutSecrets({ ...echo, subprotocols }).profile.subprotocols, [
      '${env:WEBSOCKET_SUBPROTOCOL}',
      'v4.channel.k8s.io',
    ]);
  });

  it('gives different values different names, and the same value one', () => {
    const headers = [
      ['Token', 'one'],
      ['X-Token', 'two'],
    ] as const;
    const { profile, taken } = withoutSecrets({ ...echo, url: 'wss://h.test/?token=one', headers });
    assert.equal(profile.url, 'wss://h.test/?token=${env:WEBSOCKET_TOKEN}');
    assert.deepEqual(profile.headers, [
      ['Token', '${env:WEBSOCKET_TOKEN}'],
      ['X-Token', '${env:WEBSOCKET_TOKEN_2}'],
    ]);
    assert.deepEqual(
      taken.map(({ place }) => place),
      ['token in the URL', 'Token', 'X-Token'],
    );
  });
});
