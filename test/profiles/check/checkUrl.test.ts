import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUrl } from '../../../src/profiles/check/checkUrl.ts';
import { targetOf } from '../../../src/session/dial/target.ts';

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
    'http://example.com/a?b',
    'HTTPS://example.com',
    'ws+unix:/run/a.sock:/chat?x=1',
    'ws+unix:///run/a.sock',
  ])('accepts %s', (url) => {
    expect(checkUrl(url)).toBeUndefined();
  });

  it.each([
    ['', 0, 'There is no URL'],
    ['   ', 0, 'There is no URL'],
    ['ws+unix:relative.sock:/', 8, 'Write a Unix socket as'],
    ['ws+unix:/run/a.sock:chat', 8, 'Write a Unix socket as'],
    ['ws+unix:/run/a.sock:/#top', 21, 'no fragment'],
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
    ['ws://ann:secret@a<b:80/', 16, '"a<b" is no host'],
    ['example.com?token=secret', 0, 'Use ws://example.com?…, or wss://'],
    ['ann:secret@example.com/chat', 0, 'Use ws://…@example.com/chat, or wss://'],
    ['http:ann:secret@example.com', 0, 'After "http:" two slashes are missing. Use ws://…@example.com'],
    ['https:/example.com/?q', 0, 'After "https:" two slashes are missing. Use wss://example.com/?…'],
    ['example.com?q=ann@secret', 0, 'Use ws://…, or wss://'],
    ['ws://ann:pa/ss@example.com/', 11, 'write / as %2F'],
    ['ws://ann:pa?ss@example.com/', 11, 'write / as %2F and ? as %3F'],
    ['ws://example.com/#token=secret', 17, 'Remove the # and what follows it'],
    ['http://example.com/#top', 19, 'has no fragment. Remove "#top"'],
    ['https://:443/', 8, 'names no host'],
    ['WS+UNIX:', 8, 'Write a Unix socket as'],
    ['ws+unix://', 8, 'Write a Unix socket as'],
    ['ws+unix:/run/a.sock /', 19, 'a space'],
  ])('refuses %j at %i', (url, offset, words) => {
    const problem = checkUrl(url);
    expect(problem).toMatchObject({ field: 'url', offset });
    expect(problem?.message).toContain(words);
    expect(problem?.message).not.toMatch(/secret|ss@/);
  });

  it('accepts with http what it accepts with ws, and so with TLS', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl().map((text) => text.replace(/^https?:\/\//, '')),
        ),
        (rest) => {
          const verdicts = ['ws', 'wss', 'http', 'https'].map(
            (scheme) => checkUrl(`${scheme}://${rest}`) === undefined,
          );
          expect(new Set(verdicts).size).toBe(1);
        },
      ),
    );
  });

  it('never throws, and what it accepts can be dialled', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `ws://${text}`),
          fc.string().map((text) => `ws+unix:/${text}`),
          fc.webUrl(),
          fc.webUrl({ validSchemes: ['ws', 'wss'], withQueryParameters: true }),
        ),
        (text) => {
          const problem = checkUrl(text);
          if (problem !== undefined) expect(problem.offset).toBeLessThanOrEqual(text.length);
          else if (/^ws\+unix:/i.test(text)) expect(targetOf(text).socketPath).toMatch(/^\/+[^/]/);
          else expect(targetOf(text).url.protocol).toMatch(/^wss?:$/);
        },
      ),
    );
  });
});
