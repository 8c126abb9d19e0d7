import assert from 'node:assert/strict';
import { secretName, withoutSecrets as take } from '../../src/host/withoutSecrets.ts';
import type { Profile } from '../../src/profiles/profile.ts';

const echo: Profile = { name: 'Echo', url: 'wss://h.test/echo?room=1' };

/** A storage that has one secret already. */
const freeName = (wanted: string, also: readonly string[]): string => {
  const taken = ['kept-token', ...also];
  for (let n = 2, name = wanted; ; n += 1) {
    if (!taken.includes(name)) return name;
    name = `${wanted}-${n}`;
  }
};

/** Without the values, which the last test looks at. */
function withoutSecrets(profile: Profile) {
  const safe = take(profile, freeName);
  return { profile: safe.profile, taken: safe.taken.map(({ place, secret }) => ({ place, secret })) };
}

describe('withoutSecrets', () => {
  it('gives the values, and takes no name that is another secret', () => {
    const { taken } = take({ name: 'Kept', url: 'wss://h.test/?token=abc' }, freeName);
    assert.deepEqual(taken, [{ place: 'token in the URL', secret: 'kept-token-2', value: 'abc' }]);
  });

  it('makes a name of any profile and place', () => {
    assert.equal(secretName('Local chat', 'X-Api-Key'), 'local-chat-api-key');
    assert.equal(secretName('', 'Authorization'), 'authorization');
    assert.equal(secretName('☃', '☃'), 'secret');
  });

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
      ['authorization', '${secret:echo-authorization}'],
      ['Cookie', '${secret:echo-cookie}'],
      ['X-Api-Key', '${secret:echo-api-key}'],
      ['X-Team', 'blue'],
    ]);
    assert.deepEqual(taken, [
      { place: 'authorization', secret: 'echo-authorization' },
      { place: 'Cookie', secret: 'echo-cookie' },
      { place: 'X-Api-Key', secret: 'echo-api-key' },
    ]);
  });

  it('takes password and tokens out of the URL, and keeps the rest of it', () => {
    const { profile, taken } = withoutSecrets({ ...echo, url: 'wss://ann:p@ss@h.test/x?room=1&access_token=a%20b' });
    assert.equal(
      profile.url,
      'wss://ann:${secret:echo-password}@h.test/x?room=1&access_token=${secret:echo-access-token}',
    );
    assert.deepEqual(taken, [
      { place: 'the password in the URL', secret: 'echo-password' },
      { place: 'access_token in the URL', secret: 'echo-access-token' },
    ]);
  });

  it('takes tokens out of the path and of parameters with harmless names', () => {
    const token = '9fQ2xLm47ZbTq81RkV0c';
    const { profile, taken } = withoutSecrets({ ...echo, url: `wss://h.test/hook/${token}/x?id=A${token}&room=1` });
    assert.equal(profile.url, 'wss://h.test/hook/${secret:echo-token}/x?id=${secret:echo-id}&room=1');
    assert.deepEqual(taken, [
      { place: 'a part of the path in the URL', secret: 'echo-token' },
      { place: 'id in the URL', secret: 'echo-id' },
    ]);
  });

  it('takes a token that stands as a user name', () => {
    assert.equal(
      withoutSecrets({ ...echo, url: 'wss://abc@h.test/' }).profile.url,
      'wss://${secret:echo-user}@h.test/',
    );
  });

  it('takes the password of the proxy', () => {
    const { profile, taken } = withoutSecrets({ ...echo, proxy: 'http://ann:pw@proxy.test:3128' });
    assert.equal(profile.proxy, 'http://ann:${secret:echo-password}@proxy.test:3128');
    assert.deepEqual(taken, [{ place: "the password in the proxy's URL", secret: 'echo-password' }]);
  });

  it('takes a bearer token among the subprotocols', () => {
    const subprotocols = ['base64url.bearer.authorization.k8s.io.QUJDREVGR0g', 'v4.channel.k8s.io'];
    assert.deepEqual(withoutSecrets({ ...echo, subprotocols }).profile.subprotocols, [
      '${secret:echo-subprotocol}',
      'v4.channel.k8s.io',
    ]);
  });

  it('gives different values different names, and the same value one', () => {
    const headers = [
      ['Token', 'one'],
      ['X-Token', 'two'],
    ] as const;
    const { profile, taken } = withoutSecrets({ ...echo, url: 'wss://h.test/?token=one', headers });
    assert.equal(profile.url, 'wss://h.test/?token=${secret:echo-token}');
    assert.deepEqual(profile.headers, [
      ['Token', '${secret:echo-token}'],
      ['X-Token', '${secret:echo-token-2}'],
    ]);
    assert.deepEqual(
      taken.map(({ place }) => place),
      ['token in the URL', 'Token', 'X-Token'],
    );
  });

  it('takes the secrets of every kind of authentication', () => {
    const cases = [
      [{ type: 'basic', username: 'ann', password: 'pw' }, 'password', 'the password', 'echo-password'],
      [{ type: 'bearer', token: 'abc' }, 'token', 'the token', 'echo-token'],
      [
        { type: 'apiKey', name: 'X-Api-Key', value: '12345', in: 'query' },
        'value',
        'the value of the API key',
        'echo-api-key',
      ],
      [{ type: 'apiKey', value: '12345' }, 'value', 'the value of the API key', 'echo-api-key'],
    ] as const;
    for (const [auth, part, place, secret] of cases) {
      const { profile, taken } = withoutSecrets({ ...echo, auth });
      assert.deepEqual(profile.auth, { ...auth, [part]: `\${secret:${secret}}` });
      assert.deepEqual(taken, [{ place, secret }]);
    }
  });

  it('takes the passphrase, and a private key that is there as text, but no name of a file', () => {
    const pem = '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n';
    const tls = { ca: ['ca.pem'], cert: 'c.pem', key: pem, passphrase: 'open sesame', keyLogFile: 'keys.log' };
    const { profile, taken } = withoutSecrets({ ...echo, tls });
    assert.deepEqual(profile.tls, {
      ...tls,
      key: '${secret:echo-client-key}',
      passphrase: '${secret:echo-passphrase}',
    });
    assert.deepEqual(taken, [
      { place: 'the client key', secret: 'echo-client-key' },
      { place: 'the passphrase', secret: 'echo-passphrase' },
    ]);
  });

  it('takes a private key also where a certificate is expected, and leaves certificates', () => {
    const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    const both = `${certificate}-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n`;
    const tls = { ca: [certificate, both], cert: both, key: both };
    const { profile, taken } = withoutSecrets({ ...echo, tls });
    const variable = '${secret:echo-client-key}';
    assert.deepEqual(profile.tls, { ca: [certificate, variable], cert: variable, key: variable });
    assert.deepEqual(taken, [{ place: 'the client key', secret: 'echo-client-key' }]);
  });

  it('takes the value of every cookie, whatever its name', () => {
    const cookies = [
      ['sid', 'abc'],
      ['theme', 'dark'],
      ['empty', ''],
      ['mine', '${env:MINE}'],
    ] as const;
    const { profile, taken } = withoutSecrets({ ...echo, cookies });
    assert.deepEqual(profile.cookies, [
      ['sid', '${secret:echo-sid}'],
      ['theme', '${secret:echo-theme}'],
      ['empty', ''],
      ['mine', '${env:MINE}'],
    ]);
    assert.deepEqual(taken, [
      { place: 'the cookie sid', secret: 'echo-sid' },
      { place: 'the cookie theme', secret: 'echo-theme' },
    ]);
  });

  it('takes the credentials of any proxy, and leaves the words that name none', () => {
    for (const scheme of ['http', 'https', 'socks4a', 'socks5h']) {
      const { profile } = withoutSecrets({ ...echo, proxy: `${scheme}://ann:p%40w@proxy.test:1080` });
      assert.equal(profile.proxy, `${scheme}://ann:\${secret:echo-password}@proxy.test:1080`);
      const token = withoutSecrets({ ...echo, proxy: `${scheme}://abc@proxy.test` });
      assert.equal(token.profile.proxy, `${scheme}://\${secret:echo-user}@proxy.test`);
    }
    for (const proxy of ['none', 'editor', 'environment', 'http://proxy.test', 'http://${env:USER}@proxy.test']) {
      assert.deepEqual(withoutSecrets({ ...echo, proxy }), { profile: { ...echo, proxy }, taken: [] });
    }
  });

  it('takes secrets out of the query of http: and of a Unix socket too', () => {
    assert.equal(
      withoutSecrets({ ...echo, url: 'https://ann:pw@h.test/?token=abc' }).profile.url,
      'https://ann:${secret:echo-password}@h.test/?token=${secret:echo-token}',
    );
    assert.equal(
      withoutSecrets({ ...echo, url: 'ws+unix:/run/a.sock:/chat?token=abc' }).profile.url,
      'ws+unix:/run/a.sock:/chat?token=${secret:echo-token}',
    );
  });

  it('leaves the secrets of all these places that hold a variable already, and empty ones', () => {
    const profile: Profile = {
      ...echo,
      cookies: [['sid', 'a${env:SID}']],
      auth: { type: 'basic', username: 'ann', password: '${env:PASSWORD}', token: '', value: '' },
      proxy: 'http://ann:${env:PROXY}@proxy.test',
      tls: { key: '${env:KEY}', cert: 'c.pem', passphrase: '${env:PASSPHRASE}' },
    };
    assert.deepEqual(withoutSecrets(profile), { profile, taken: [] });
  });

  it('leaves every option that is no text as it is', () => {
    const profile: Profile = {
      ...echo,
      requireSubprotocol: false,
      compression: { level: 3, serverNoContextTakeover: true },
      handshakeTimeout: 5,
      tls: { verify: false, minVersion: 'TLSv1.3' },
      addressFamily: 'ipv6',
      keepAlive: { interval: 1000, payload: 'beat' },
      reconnect: { tries: 3, jitter: 0.5 },
    };
    assert.deepEqual(withoutSecrets(profile), { profile, taken: [] });
  });
});
