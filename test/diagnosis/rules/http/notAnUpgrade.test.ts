import { expect, test } from 'vitest';
import { notAnUpgrade } from '../../../../src/diagnosis/rules/http/notAnUpgrade.ts';
import { refusal, response } from '../../../support/evidence.ts';

const ok = response('HTTP/1.1 200 OK', 'Content-Type: text/html');

test('the page of a single-page application', () => {
  const diagnosis = notAnUpgrade(refusal(ok, '<!doctype html><title>My App</title><div id="root"></div>'));
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'html-page',
    title: 'The server answered 200 with a web page ("My App") instead of 101',
  });
  expect(diagnosis?.likelyCauses[0]?.cause).toContain('single-page application');
});

test('a login page', () => {
  expect(notAnUpgrade(refusal(ok, '<title>Sign in</title><input type="password">'))).toMatchObject({
    cause: 'login-page',
  });
});

test('Socket.IO by polling, and SockJS, are one click away', () => {
  const socketIo = notAnUpgrade(refusal(ok, '0{"sid":"a","upgrades":["websocket"]}'));
  expect(socketIo).toMatchObject({ cause: 'socket-io-polling' });
  expect(socketIo?.remedies[0]?.change).toEqual({
    kind: 'url',
    url: 'ws://example.test/chat?EIO=4&transport=websocket',
  });
  const sockJs = notAnUpgrade(refusal(ok, 'Welcome to SockJS!\n', { asked: { url: 'ws://example.test/echo/' } }));
  expect(sockJs?.remedies[0]?.change).toEqual({ kind: 'url', url: 'ws://example.test/echo/websocket' });
});

test('no body', () => {
  expect(notAnUpgrade(refusal(response('HTTP/1.1 204 No Content')))).toMatchObject({
    cause: 'status-204',
    title: 'The server answered 204 No Content instead of 101, with no body',
  });
});

test('a piece of a file', () => {
  const diagnosis = notAnUpgrade(refusal(response('HTTP/1.1 206 Partial Content', 'Content-Range: bytes 0-0/1'), 'x'));
  expect(diagnosis?.evidence.map(({ text }) => text)).toContain('Content-Range: bytes 0-0/1');
});

test('other statuses are other matters', () =>
  expect(notAnUpgrade(refusal(response('HTTP/1.1 404 X')))).toBeUndefined());
