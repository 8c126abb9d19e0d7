import { expect, it } from 'vitest';
import { headerValue, headerValues } from '../../src/protocol/httpHead.ts';
import { responseOf } from './heads.ts';

it('finds headers without letter case, in order', () => {
  const head = responseOf('HTTP/1.1 426 Upgrade\r\nVersion: 8\r\nX: y\r\nversion: 7, 0\r\n\r\n');
  expect(headerValues(head, 'VERSION')).toEqual(['8', '7, 0']);
  expect(headerValue(head, 'Version')).toBe('8, 7, 0');
  expect(headerValue(head, 'Other')).toBeUndefined();
});
