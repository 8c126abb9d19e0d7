import { expect, test } from 'vitest';
import { secretInQuery } from '../../../src/diagnosis/advice/secretInQuery.ts';
import { around, openTo } from './samples.ts';

test('names the parameter, never its value', () => {
  const advice = secretInQuery(openTo('wss://a.test/?room=1&access_token=hush'), around);
  expect(advice).toMatchObject({ cause: 'secret-in-query' });
  expect(advice?.title).toContain('access_token');
  expect(JSON.stringify(advice)).not.toContain('hush');
});

test.each(['wss://a.test/', 'wss://a.test/?room=1', 'wss://a.test/?token=', 'wss://a.test/token'])(
  'nothing about %s',
  (url) => {
    expect(secretInQuery(openTo(url), around)).toBeUndefined();
  },
);
