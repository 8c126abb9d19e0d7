import { describe, expect, it } from 'vitest';
import { checkHeaders, owned } from '../../../src/profiles/check/checkHeaders.ts';
import type { ConnectionOptions } from '../../../src/profiles/connectionOptions.ts';

const check = (options: Partial<ConnectionOptions>) => checkHeaders({ url: 'ws://localhost/', ...options });

describe('checkHeaders', () => {
  it('takes repeated names, empty values, one Host and an Origin', () => {
    const headers = [
      ['Host', 'other.example'],
      ['Cookie', 'a=1'],
      ['Cookie', 'b=2'],
      ['X-Empty', ''],
      ['Origin', 'https://example.com'],
      ['X-Latin', 'Zürich\t"quoted"'],
    ] as const;
    expect(check({ headers })).toEqual([]);
    expect(check({})).toEqual([]);
  });

  it.each([
    [['', 'v'], 'name', 0, 'Header 1 has no name'],
    [['X Name', 'v'], 'name', 1, 'is a space'],
    [['X-Name:', 'v'], 'name', 6, 'is ":"'],
    [['X\r\nEvil', 'v'], 'name', 1, 'a carriage return'],
    [['X-A', 'a\r\nb: c'], 'value', 1, 'one line without control characters (RFC 9110 §5.5)'],
    [['X-A', 'a\0'], 'value', 1, 'a NUL character'],
    [['X-A', 'Łódź'], 'value', 0, 'encode it'],
    [['upgrade', 'h2c'], 'name', 0, 'sends it by itself'],
    [['Connection', 'close'], 'name', 0, 'sends it by itself'],
    [['Sec-WebSocket-Key', 'x'], 'name', 0, 'a new one for every connection'],
    [['Sec-WebSocket-Version', '8'], 'name', 0, 'version 13'],
    [['Sec-WebSocket-Extensions', 'x'], 'name', 0, '"deflate"'],
    [['Sec-WebSocket-Protocol', 'x'], 'name', 0, 'under subprotocols'],
    [['Sec-WebSocket-Accept', 'x'], 'name', 0, 'Only a server'],
    [['Content-Length', '3'], 'name', 0, 'no body'],
    [['Transfer-Encoding', 'chunked'], 'name', 0, 'no body'],
  ] as const)('refuses the header %j', (header, part, offset, words) => {
    const [problem, ...others] = check({ headers: [header] });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ field: 'headers', index: 0, part, offset });
    expect(problem?.message).toContain(words);
  });

  it('names the header at fault, and its name only as far as it is one', () => {
    const headers = [
      ['X-A', 'good'],
      ['X-B', 'a\nb'],
      ['Authorization Bearer abc', 'v'],
    ] as const;
    expect(check({ headers }).map(({ index, message }) => [index, message])).toEqual([
      [1, expect.stringMatching(/^Character 2 of the value of the header "X-B" is a line break\. /)],
      [2, expect.stringMatching(/^Character 14 of the header name "Authorization…" is a space\. /)],
    ]);
  });

  it('refuses a second Host, and an Origin that is also an option', () => {
    const headers = [
      ['Host', 'a'],
      ['host', 'b'],
      ['origin', 'https://a.example'],
    ] as const;
    expect(check({ headers, origin: 'https://b.example' })).toMatchObject([
      { field: 'headers', index: 1, part: 'name' },
      { field: 'headers', index: 2, part: 'name' },
    ]);
  });
});

it('knows the handshake’s own fields in lower case, with a word on what to do', () => {
  for (const [name, mend] of owned) {
    expect(name).toBe(name.toLowerCase());
    expect(mend).toMatch(/^[A-Z].*\.$/);
  }
});
