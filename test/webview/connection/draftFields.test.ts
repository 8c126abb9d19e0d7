import { expect, test } from 'vitest';
import type { ConnectionOptions } from '../../../src/profiles/connectionOptions.ts';
import { type LeafSpec, options } from '../../../src/profiles/optionSpec.ts';
import { emptyFields, fieldsOf, isChanged, readFields, textAt } from '../../../webview/connection/draftFields.ts';
import { optionAt } from '../../../webview/connection/optionPaths.ts';

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

/** Something that is not the default. */
function special(spec: LeafSpec): unknown {
  switch (spec.kind) {
    case 'flag':
      return !spec.default;
    case 'number':
      return spec.default === spec.max ? spec.min : spec.max;
    case 'text':
      return spec.title;
    case 'choice':
      return spec.choices.find(({ value }) => value !== spec.default)?.value;
    case 'list':
      return ['a', 'b'];
    case 'pairs':
      return [
        ['a', '1'],
        ['b', ''],
      ];
  }
}

test('every option of the table goes into a field and comes back the same', () => {
  for (const { path, keys, spec } of options) {
    if (path === 'url' || keys[0] === 'auth') continue;
    const [key, part] = keys;
    const value = special(spec);
    const connection = { url: 'ws://a', [key]: part === undefined ? value : { [part]: value } };
    const fields = fieldsOf(connection);
    expect(readFields(fields), path).toEqual({ options: connection, problems: [] });
    expect(options.filter((option) => isChanged(option, fields)).map((option) => option.path)).toEqual([path]);
  }
});

test('options make fields and the fields make the same options', () => {
  const connection: ConnectionOptions = {
    url: 'wss://example.com/ws',
    headers: [
      ['Authorization', 'Bearer a:b'],
      ['X-Empty', ''],
    ],
    cookies: [['sid', 'a=b']],
    auth: { type: 'apiKey', name: 'X-Api-Key', value: ' k ', in: 'query' },
    subprotocols: ['chat.v2', 'chat.v1'],
    compression: { level: 0, clientMaxWindowBits: 0 },
    tls: { verify: false, ca: ['ca.pem', pem], cert: pem, key: 'k.pem', minVersion: 'TLSv1.3' },
    reconnect: { tries: 3, jitter: 0 },
  };
  expect(readFields(fieldsOf(connection))).toEqual({ options: connection, problems: [] });
});

test('what equals the default is left out, and so are empty groups', () => {
  expect(readFields({ ...emptyFields, url: ' ws://a ' })).toEqual({ options: { url: 'ws://a' }, problems: [] });
  const spelledOut = fieldsOf({ url: 'ws://a', deflate: true, handshakeTimeout: 10_000, tls: { verify: true } });
  expect(readFields(spelledOut).options).toEqual({ url: 'ws://a' });
  expect(options.filter((option) => isChanged(option, spelledOut))).toEqual([]);
});

test('credentials of another way of authentication wait in their fields and are not sent', () => {
  const fields = { ...emptyFields, url: 'ws://a', 'auth.type': 'bearer', 'auth.token': 't', 'auth.password': 'p' };
  expect(readFields(fields).options).toEqual({ url: 'ws://a', auth: { type: 'bearer', token: 't' } });
  expect(isChanged(optionAt('auth.password')!, fields)).toBe(false);
  expect(readFields({ ...fields, 'auth.type': '' }).options).toEqual({ url: 'ws://a' });
});

test('what cannot be read is told at its option, the rest is read', () => {
  const fields = { ...emptyFields, url: 'ws://a', headers: 'X-A: 1\nnonsense', 'keepAlive.interval': 'often' };
  const read = readFields(fields);
  expect(read.options.headers).toEqual([['X-A', '1']]);
  expect(read.options.keepAlive).toBeUndefined();
  expect(read.problems.map(({ field, part }) => [field, part])).toEqual([
    ['headers', undefined],
    ['keepAlive', 'interval'],
  ]);
  expect(isChanged(optionAt('keepAlive.interval')!, fields)).toBe(true);
});

test('the text of a field', () => {
  expect(textAt({ ...emptyFields, origin: 'o' }, 'origin')).toBe('o');
  expect(textAt(emptyFields, 'deflate')).toBe('');
  expect(textAt(emptyFields, 'no such')).toBe('');
});
