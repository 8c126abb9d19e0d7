import { expect, test } from 'vitest';
import { options } from '../../../src/profiles/optionSpec.ts';
import { movableSecret } from '../../../webview/connection/movableSecrets.ts';

const find = (path: string, text: string) =>
  movableSecret(
    options.find((option) => option.path === path)!,
    text,
  );

test.each([
  ['auth.password', 'hunter2', 'password', 'hunter2', 'R'],
  ['auth.token', 'hunter2', 'token', 'hunter2', 'R'],
  ['tls.passphrase', ' hunter2', 'passphrase', ' hunter2', 'R'],
  [
    'headers',
    'A: b\nAuthorization: Bearer hunter2\nC: d',
    'Authorization',
    'hunter2',
    'A: b\nAuthorization: Bearer R\nC: d',
  ],
  ['headers', 'X-Api-Key: hunter2', 'X-Api-Key', 'hunter2', 'X-Api-Key: R'],
  ['cookies', 'sid=hunter2', 'sid', 'hunter2', 'sid=R'],
  ['url', 'ws://h/?a=1&token=hunter2#x', 'token', 'hunter2', 'ws://h/?a=1&token=R#x'],
  ['url', 'ws://h/?id=9fQ2xLm47ZbTq81RkV0c', 'id', '9fQ2xLm47ZbTq81RkV0c', 'ws://h/?id=R'],
  ['url', 'ws://h/a/9fQ2xLm47ZbTq81RkV0c/b', 'token', '9fQ2xLm47ZbTq81RkV0c', 'ws://h/a/R/b'],
  ['url', 'ws://ann:hunter2@h/', 'password', 'hunter2', 'ws://ann:R@h/'],
  ['proxy', 'http://u:hunter2@p:1', 'password', 'hunter2', 'http://u:R@p:1'],
])('finds the secret of %s in %j', (path, text, name, value, put) => {
  const found = find(path, text);
  expect([found?.name, found?.value, found?.put('R')]).toEqual([name, value, put]);
});

test.each([
  ['auth.password', ''],
  ['auth.token', '${secret:t}'],
  ['headers', 'Authorization: Bearer ${env:T}\nX-Team: blue\nno colon'],
  ['cookies', 'sid=${secret:s}'],
  ['url', 'ws://ann:${secret:p}@h/?token=${secret:t}&room=1'],
  ['origin', 'https://h/?token=x'],
  ['auth.username', 'ann'],
])('finds none in %s %j', (path, text) => {
  expect(find(path, text)).toBeUndefined();
});

test('finds the next once the first is moved', () => {
  const after = find('headers', 'Authorization: a\nX-Token: b')!.put('${secret:a}');
  expect(find('headers', after)?.value).toBe('b');
});
