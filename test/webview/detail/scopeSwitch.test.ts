// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { scopeSwitch } from '../../../webview/detail/scopeSwitch.ts';
import { byTestId, frameDetail } from '../fakePanel.ts';

test('there is a choice only for fragments and compressed messages', () => {
  const chosen: string[] = [];
  const choice = scopeSwitch((scope) => chosen.push(scope));
  choice.show(frameDetail(), 'frame');
  expect(choice.element.hidden).toBe(true);
  choice.show(frameDetail({ message: { ...frameDetail().message!, compressed: true } }), 'message');
  expect(choice.element.hidden).toBe(false);
  expect(byTestId(choice.element, 'scope-message').getAttribute('aria-pressed')).toBe('true');
  byTestId(choice.element, 'scope-frame').click();
  expect(chosen).toEqual(['frame']);
  choice.show(frameDetail({ message: { ...frameDetail().message!, frames: 3 } }), 'frame');
  expect(choice.element.hidden).toBe(false);
  choice.show(frameDetail({ message: undefined }), 'frame');
  expect(choice.element.hidden).toBe(true);
});
