import { expect, test } from 'vitest';
import { withQuery } from '../../../../src/diagnosis/rules/http/withQuery.ts';
import { evidence } from '../../../support/evidence.ts';

test.each([
  ['ws://a.test/x', 'ws://a.test/x?EIO=4'],
  ['ws://a.test/x?EIO=3&sid=1&q=a%20b', 'ws://a.test/x?EIO=4&q=a%20b'],
  ['no URL', 'no URL'],
])('%s', (url, expected) => expect(withQuery(evidence({ asked: { url } }), { EIO: '4' }, ['sid'])).toBe(expected));
