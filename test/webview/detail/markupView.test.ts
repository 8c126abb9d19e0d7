// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { markupView } from '../../../webview/detail/markupView.ts';

test('markup is laid out as text, and none of it becomes an element', () => {
  const view = markupView('<a href="x"><script>alert(1)</script><img src=x onerror="alert(1)"></a>');
  expect(view.textContent).toBe('<a href="x">\n  <script>alert(1)</script>\n  <img src=x onerror="alert(1)">\n</a>');
  expect(view.querySelector('script, img, a')).toBeNull();
  expect(view.querySelector('.markup-value')?.textContent).toBe('"x"');
});
