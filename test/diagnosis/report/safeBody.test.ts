import { expect, test } from 'vitest';
import { mask } from '../../../src/diagnosis/redact.ts';
import { safeBody } from '../../../src/diagnosis/report/safeBody.ts';

test.each([
  ['{"error":"no","access_token": "a\\"b","id":1}', `{"error":"no","access_token": "${mask}","id":1}`],
  ['{"token":"cut he', `{"token":"${mask}`],
  ['access_token=abc&x=1', `access_token=${mask}&x=1`],
  ['Use Bearer abcdefgh123', `Use Bearer ${mask}`],
  ['<a href="https://a.test/?sig=1">', `<a href="https://a.test/?sig=${mask}">`],
  ['{"error":"origin_not_allowed"}', '{"error":"origin_not_allowed"}'],
])('%s', (text, shown) => expect(safeBody(text)).toBe(shown));
