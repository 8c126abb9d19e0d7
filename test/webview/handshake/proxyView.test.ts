// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { proxyView } from '../../../webview/handshake/proxyView.ts';
import { proxy } from './phases.ts';

test('which proxy, who named it, and what was said', () => {
  const view = proxyView({
    ...proxy,
    from: 'environment',
    status: 200,
    request: 'CONNECT a.test:443 HTTP/1.1\r\nProxy-Authorization: Basic YTpi\r\n\r\n',
    response: 'HTTP/1.1 200 OK\r\n\r\n',
  });
  expect([...view.querySelectorAll('tr')].map((row) => row.textContent)).toEqual([
    'Proxyhttp://proxy.test:3128',
    'KindHTTP, by CONNECT',
    'Named bythe environment',
    'Resultok, status 200',
  ]);
  expect([...view.querySelectorAll('pre')].map((text) => text.textContent)).toEqual([
    'CONNECT a.test:443 HTTP/1.1\r\nProxy-Authorization: Basic ••••••\r\n\r\n',
    'HTTP/1.1 200 OK\r\n\r\n',
  ]);
});

test('a proxy that said nothing', () => {
  const view = proxyView({ ...proxy, kind: 'socks5', ok: false, code: 'ECONNRESET' });
  expect(view.textContent).toContain('failed: ECONNRESET');
  expect(view.querySelector('pre')).toBeNull();
});
