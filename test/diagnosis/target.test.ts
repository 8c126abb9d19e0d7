import { expect, test } from 'vitest';
import { isLoopback, targetOf, withUrl } from '../../src/diagnosis/target.ts';
import { evidence } from '../support/evidence.ts';

const target = (url: string) => targetOf(evidence({ asked: { url } }));

test('takes a URL apart, with the port of its scheme', () => {
  expect(target('ws://example.test/chat?x=1')).toEqual({
    scheme: 'ws',
    host: 'example.test',
    port: 80,
    portGiven: false,
    authority: 'example.test:80',
    path: '/chat',
  });
  expect(target('wss://[::1]:8443/')).toMatchObject({
    scheme: 'wss',
    host: '::1',
    port: 8443,
    portGiven: true,
    authority: '[::1]:8443',
  });
});

test('an unreadable URL has no host and stays as it is', () => {
  expect(target('not a url')).toMatchObject({ host: '', path: '/' });
  expect(withUrl(evidence({ asked: { url: 'not a url' } }), (url) => void (url.port = '1'))).toBe('not a url');
});

test('one part of the URL is replaced', () => {
  expect(withUrl(evidence(), (url) => void (url.protocol = 'wss:'))).toBe('wss://example.test/chat');
});

test.each([
  ['localhost', true],
  ['app.localhost', true],
  ['127.3.2.1', true],
  ['::1', true],
  ['example.test', false],
  ['10.0.0.1', false],
])('%s is this machine: %s', (host, is) => expect(isLoopback(host)).toBe(is));
