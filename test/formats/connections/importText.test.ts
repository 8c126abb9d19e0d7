import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NothingToImport, importText } from '../../../src/formats/connections/importText.ts';

test.each([
  ['a HAR file', '{"log": {"entries": [{"request": {"url": "ws://a"}}]}}'],
  [
    'a Postman collection',
    '{"info": {"schema": "https://schema.getpostman.com/x"}, "item": [{"request": {"url": "ws://a"}}]}',
  ],
  ['an Insomnia export', '{"_type": "export", "resources": [{"_type": "websocket_request", "url": "ws://a"}]}'],
  ['an Insomnia export', 'type: collection.insomnia.rest/5.0\ncollection:\n  - url: ws://a\n    name: x\n'],
  ['a Hoppscotch export', '[{"folders": [], "requests": [{"endpoint": "ws://a"}]}]'],
  ['a Bruno collection', '{"name": "x", "items": [{"type": "ws-request", "request": {"url": "ws://a"}}]}'],
  ['a Bruno request', 'meta {\n  name: x\n}\n\nws {\n  url: ws://a\n}\n'],
  ['an HTTP file', '### x\nWEBSOCKET ws://a\n'],
  ['a command line', "curl 'ws://a'"],
  ['a script', 'new WebSocket("ws://a")'],
  ['a list of URLs', 'ws://a'],
  ['a list of URLs', '\uFEFFws://a'],
])('recognises %s', (format, text) => {
  const imported = importText(text);
  expect(imported.format).toBe(format);
  expect(imported.connections.map(({ options }) => options.url)).toEqual(['ws://a']);
});

test.each([
  ['', /text is empty/],
  ['hello', /No format is recognised.*cURL.*HAR/],
  ['{"log": {"entries": []}}', /no WebSocket connection in a HAR file/],
  ['{"log": {"entries": [', /line 1, column 22/],
  ['curl -k', /no WebSocket connection in a command line\. A curl command names no URL/],
  ['type: collection.insomnia.rest/5.0\ncollection: [', /looks like YAML/],
])('says why nothing is in %j', (text, words) => {
  expect(() => importText(text)).toThrow(NothingToImport);
  expect(() => importText(text)).toThrow(words);
});

test('takes any text without another fault', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"log"',
    ':',
    '"entries"',
    'curl ',
    'ws://a',
    '\n',
    "'",
    '"',
    '^',
    '###',
    'WS ',
    'meta {',
    '$',
    'fetch(',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (words) => {
      try {
        expect(importText(words.join('')).connections.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(NothingToImport);
      }
    }),
  );
});
