import { expect, test } from 'vitest';
import { bodyHints, bodyStart, plainText } from '../../src/diagnosis/bodyHints.ts';
import { body } from '../support/evidence.ts';

test.each([
  ['{"title":"Out of credit","detail":"You have 30 left","type":"x"}', 'Out of credit: You have 30 left'],
  ['{"message":"jwt expired"}', 'jwt expired'],
  ['{"errors":[{"message":"Must provide query string."}]}', 'Must provide query string.'],
  ['{"error":{"code":7,"message":"nested"}}', 'nested'],
  ['{"timestamp":"2024","status":404,"error":"Not Found","path":"/x"}', 'Not Found'],
  ['["first"]', 'first'],
  ['{"a":1}', '{"a":1}'],
  ['{"cut": "off', '{"cut": "off'],
])('the message of %s', (text, message) => expect(bodyHints(body(text))).toMatchObject({ kind: 'json', message }));

test('a page has a title, and may ask for a password', () => {
  expect(
    bodyHints(
      body(
        '<html><head><title>Sign in &amp; go</title></head><body><form><input type="password"></form></body></html>',
      ),
    ),
  ).toMatchObject({
    kind: 'html',
    pageTitle: 'Sign in & go',
    login: true,
    applicationShell: false,
  });
});

test('the shell of a single-page application is told from a page', () => {
  expect(
    bodyHints(body('<!doctype html><title>App</title><div id="root"></div><script type="module" src="/a.js"></script>'))
      .applicationShell,
  ).toBe(true);
  expect(bodyHints(body('<!doctype html><title>Docs</title><h1>Welcome</h1>')).applicationShell).toBe(false);
});

test('the words of an error page', () => {
  expect(bodyHints(body('<pre>Cannot GET /chat</pre>'))).toMatchObject({ kind: 'html', message: 'Cannot GET /chat' });
  expect(bodyHints(body('jwt expired\n'))).toMatchObject({ kind: 'text', message: 'jwt expired' });
});

test('no body, and a body that is no text', () => {
  expect(bodyHints(undefined).kind).toBe('empty');
  expect(
    bodyHints({
      bytes: Uint8Array.of(0xff, 0xd8),
      text: undefined,
      contentType: 'image/jpeg',
      wireLength: 2,
      end: 'complete',
    }).kind,
  ).toBe('bytes');
});

test('scripts and tags are not text, character references are', () => {
  expect(plainText('<script>alert(1)</script><b>a</b> &lt;b&gt; &#9731; &#x2603; &#0; &nope;')).toBe(
    'a <b> ☃ ☃ &#0; &nope;',
  );
});

test('only the beginning is searched', () => {
  expect(bodyStart(body('a'.repeat(100_000)))?.length).toBe(16_384);
  expect(bodyStart(undefined)).toBeUndefined();
});

test('deeply nested JSON does no harm', () => {
  expect(bodyHints(body('['.repeat(20_000) + ']'.repeat(20_000))).kind).toBe('json');
});
