import { describe, expect, it } from 'vitest';
import { checkAuth } from '../../../src/profiles/check/checkAuth.ts';
import type { AuthOptions, ConnectionOptions, HeaderPair } from '../../../src/profiles/connectionOptions.ts';

const check = (options: Partial<ConnectionOptions>) => checkAuth({ url: 'ws://localhost/', ...options });

describe('checkAuth', () => {
  it.each<Partial<ConnectionOptions>>([
    {},
    { auth: { type: 'basic', username: 'ann' } },
    { auth: { type: 'basic', password: '' } },
    { auth: { type: 'basic', username: 'änn', password: 'p:w☃' } },
    { auth: { type: 'bearer', token: 'a.b-c_d~e+f/=' } },
    { auth: { type: 'apiKey', name: 'X-Api-Key', value: '' } },
    { auth: { type: 'apiKey', name: 'a b', value: '☃\n', in: 'query' } },
    { auth: { type: 'apiKey', name: 'k', value: 'v', in: 'query' }, headers: [['k', 'v']] },
    { auth: { type: 'apiKey', name: 'K', value: 'v' }, headers: [['Authorization', 'x']] },
    { cookies: [['a', '']] },
    { cookies: [['a', 'b="c, d"']], headers: [['X', 'y']] },
    { headers: [['Authorization', 'x']], cookies: [] },
    { url: 'ws://ann:pw@localhost/', auth: { type: 'apiKey', name: 'X-Key', value: 'v' } },
    { url: 'ws://localhost/?at=a@b', auth: { type: 'bearer', token: 't' } },
  ])('takes %j', (options) => {
    expect(check(options)).toEqual([]);
  });

  it.each<[AuthOptions, string, number | undefined, string]>([
    [{}, 'type', undefined, 'set "type" to basic, bearer or apiKey'],
    [{ username: 'ann' }, 'type', undefined, 'Say how to authenticate'],
    [{ type: 'basic' }, 'username', undefined, 'a user name, a password, or both'],
    [{ type: 'basic', token: 'x' }, 'username', undefined, 'a user name, a password, or both'],
    [{ type: 'basic', username: 'an:n' }, 'username', 2, 'Character 3 of the user name is a colon'],
    [{ type: 'bearer' }, 'token', undefined, 'Set "token"'],
    [{ type: 'bearer', token: '' }, 'token', undefined, 'Set "token"'],
    [{ type: 'bearer', token: 'abc\n' }, 'token', 3, 'Character 4 of the token is a line break'],
    [{ type: 'bearer', token: '☃' }, 'token', 0, 'encode it'],
    [{ type: 'apiKey', value: 'v' }, 'name', undefined, 'needs the name of its header or parameter'],
    [{ type: 'apiKey', value: 'v', in: 'query' }, 'name', undefined, 'needs the name'],
    [{ type: 'apiKey', name: 'K' }, 'value', undefined, 'Set "value"'],
    [
      { type: 'apiKey', name: 'a b', value: 'v' },
      'name',
      1,
      'Character 2 of the name of the API key’s header is a space',
    ],
    [{ type: 'apiKey', name: 'Upgrade', value: 'v' }, 'name', undefined, 'cannot be set by hand'],
    [{ type: 'apiKey', name: 'K', value: 'v\0' }, 'value', 1, 'Character 2 of the value of the API key is a NUL'],
  ])('refuses %j', (auth, part, offset, words) => {
    const problems = check({ auth });
    expect(problems).toMatchObject([{ field: 'auth', part }]);
    expect(problems[0]?.offset).toBe(offset);
    expect(problems[0]?.message).toContain(words);
  });

  it.each<[HeaderPair, 'name' | 'value', number | undefined, string]>([
    [['', 'v'], 'name', undefined, 'Cookie 2 has no name'],
    [['a b', 'v'], 'name', 1, 'Character 2 of the name of cookie 2 is a space'],
    [['a=b', 'v'], 'name', 1, 'is "="'],
    [['sid', 'a; Path=/'], 'value', 1, 'Write %3B'],
    [['sid', 'a\r\nX: y'], 'value', 1, 'of the value of the cookie sid is a carriage return'],
  ])('refuses the cookie %j', (cookie, part, offset, words) => {
    const problems = check({ cookies: [['good', '1'], cookie] });
    expect(problems).toMatchObject([{ field: 'cookies', index: 1, part }]);
    expect(problems[0]?.offset).toBe(offset);
    expect(problems[0]?.message).toContain(words);
  });

  const basic = { type: 'basic', username: 'ann' } as const;
  const bearer = { type: 'bearer', token: 't' } as const;
  const key = (name: string) => ({ type: 'apiKey', name, value: 'v' }) as const;
  it.each<[Partial<ConnectionOptions>, object, string]>([
    [
      {
        auth: basic,
        headers: [
          ['X', ''],
          ['authorization', 'x'],
        ],
      },
      { field: 'headers', index: 1 },
      'as a header and under authentication',
    ],
    [{ auth: bearer, headers: [['Authorization', 'x']] }, { field: 'headers', index: 0 }, 'under authentication'],
    [
      { url: 'wss://ann@h/', headers: [['Authorization', 'x']] },
      { field: 'headers', index: 0 },
      'user name in the URL',
    ],
    [{ url: 'wss://ann@h/', auth: basic }, { field: 'auth', part: 'type' }, 'The URL holds a user name as well'],
    [{ cookies: [['a', 'b']], headers: [['COOKIE', 'x']] }, { field: 'headers', index: 0 }, 'option "cookies"'],
    [
      { auth: key('x-api-key'), headers: [['X-Api-Key', 'x']] },
      { field: 'headers', index: 0 },
      'under headers and as the API key',
    ],
    [{ auth: key('Authorization'), url: 'ws://ann@h/' }, { field: 'auth', part: 'name' }, 'the user name in the URL'],
    [{ auth: key('cookie'), cookies: [['a', 'b']] }, { field: 'auth', part: 'name' }, 'the option "cookies"'],
    [{ auth: key('Origin'), origin: 'https://a' }, { field: 'auth', part: 'name' }, 'the option "origin"'],
  ])('finds that %j says the same twice', (options, place, words) => {
    const problems = check(options);
    expect(problems).toMatchObject([place]);
    expect(problems[0]?.message).toContain(words);
    expect(problems[0]?.message).toMatch(/Remove|Put all of them/);
  });
});
