import { expect, test } from 'vitest';
import { originText } from '../../../webview/connection/originText.ts';

test('names the profile that a value was taken over from', () => {
  const origins = { 'tls.verify': 'base', 'headers:authorization': 'base', 'headers:x-team': 'root' };
  expect(originText(origins, 'tls.verify')).toBe('Taken over from "base".');
  expect(originText(origins, 'headers')).toBe('Taken over: authorization from "base", x-team from "root".');
  expect(originText(origins, 'origin')).toBe('');
  expect(originText(undefined, 'headers')).toBe('');
});
