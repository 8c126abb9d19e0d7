import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUrl } from '../../src/profiles/checkUrl.ts';

describe('checkUrl', () => {
  it.each([
    'ws://localhost:8080/',
    'wss://example.com',
    'WS://Example.COM/Chat?x={"a":1}',
    'ws://[::1]:9001/path',
    'ws://[fe80::1]/',
    'ws://user:pass@host:80/',
    'ws://bücher.example/ü',
    'ws://host?query-only',
    'ws://host:/empty-port-is-the-default',
    'ws://127.0.0.1:65535',
  ])('accepts %s', (url) => {
    expect(checkUrl(url)).toBeUndefined();
  });

  it.each([
    ['', 0, 'There is no URL'],
    ['   ', 0, 'There is no URL'],
    ['http://example.com/a?b', 0, 'Use ws://example.com/a?b'],
    ['HTTPS://example.com', 0, 'Use wss://example.com'],
    ['localhost:8080/chat', 0, 'Use ws://localhost:8080/chat'],
    ['//example.com', 0, 'Use ws://example.com'],
    ['ws:example.com', 0, 'Use ws://example.com'],
    ['wss:/example.com', 0, 'Use wss://example.com'],
    ['ftp://example.com', 0, '"ftp" is not a scheme of WebSocket'],
    ['ws://example.com/a b', 18, 'Write it as %20'],
    [' ws://example.com', 0, 'Remove it'],
    ['ws://example.com ', 16, 'Remove it'],
    ['ws://example.com/\u0000', 17, 'a NUL character'],
    ['ws://example.com/\n', 17, 'a line break'],
    ['ws://example.com/#top', 17, 'has no fragment. Remove "#top"'],
    ['ws://example.com\\chat', 16, 'a backslash. Write / instead'],
    ['ws://', 5, 'names no host'],
    ['ws:///chat', 5, 'names no host'],
    ['ws://:8080/', 5, 'names no host'],
    ['ws://user@:8080/', 10, 'names no host'],
    ['ws://?q', 5, 'names no host'],
    ['ws://host:80a/', 12, '"80a" is no port'],
    ['ws://host:0/', 10, 'There is no port 0'],
    ['ws://host:65536/', 10, 'There is no port 65536'],
    ['ws://[::1/', 5, 'not closed'],
    ['ws://[::1]x/', 10, 'only a port'],
    ['ws://::1/', 5, 'names no host'],
    ['ws://fe80::1/', 5, 'Use [fe80::1]'],
    ['ws://[::zz]/', 5, 'is no host'],
    ['ws://a<b/', 5, '"a<b" is no host'],
  ])('refuses %j at %i', (url, offset, words) => {
    const problem = checkUrl(url);
    expect(problem).toMatchObject({ field: 'url', offset });
    expect(problem?.message).toContain(words);
  });

  it('never throws, and what it accepts can be parsed as a WebSocket URL', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `ws://${text}`),
          fc.webUrl(),
        ),
        (text) => {
          const problem = checkUrl(text);
          if (problem === undefined) expect(new URL(text).protocol).toMatch(/^wss?:$/);
          else expect(problem.offset).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});
