// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { publishNonce } from '../../webview/cspNonce.ts';

const metas = (): NodeListOf<HTMLMetaElement> => document.querySelectorAll('meta[property="csp-nonce"]');

test('the nonce of the page is told once; without one nothing is', () => {
  publishNonce();
  expect(metas()).toHaveLength(0);
  const script = document.createElement('script');
  script.setAttribute('nonce', 'abc');
  script.nonce = 'abc';
  script.type = 'text/plain';
  document.head.append(script);
  publishNonce();
  publishNonce();
  expect(metas()).toHaveLength(1);
  expect(metas()[0]?.content).toBe('abc');
});
