import { describe, expect, it } from 'vitest';
import { headerViolation, startLineViolation } from '../../src/protocol/headViolation.ts';
import { requestOf, responseOf } from './heads.ts';

describe('headerViolation', () => {
  const head = responseOf('HTTP/1.1 101 OK\r\nA: 1\r\nB: 2\na: 3\r\n\r\n');

  it('covers the last line of that name, without its end', () => {
    const found = headerViolation(head, 'A', 'accept-wrong', 'It is.');
    expect(found).toMatchObject({
      by: 'server',
      offset: 28,
      length: 4,
      section: 'RFC 6455 §4.2.2',
      sentence: 'It is.',
    });
    expect(headerViolation(head, 'B', 'accept-wrong', '')).toMatchObject({ offset: 23, length: 4 });
  });

  it('stands at the end of the head when the header is missing', () => {
    expect(headerViolation(head, 'C', 'accept-missing', '')).toMatchObject({ offset: head.raw.length, length: 0 });
  });
});

describe('startLineViolation', () => {
  it('covers the start line, whole or not', () => {
    expect(startLineViolation(requestOf('POST / HTTP/1.1\r\n\r\n'), 'request-method', '')).toMatchObject({
      by: 'client',
      offset: 0,
      length: 15,
    });
    expect(startLineViolation(requestOf('POST /'), 'request-method', '')).toMatchObject({ offset: 0, length: 6 });
  });
});
