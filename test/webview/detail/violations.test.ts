// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { violationList } from '../../../webview/detail/violations.ts';

test('each with its sentence and section; nothing without any', () => {
  const list = violationList([{ sentence: 'The server <masked> it.', section: 'RFC 6455 §5.1' }]);
  expect(list !== false && list.textContent).toBe('The server <masked> it. RFC 6455 §5.1');
  expect(violationList([])).toBe(false);
});
