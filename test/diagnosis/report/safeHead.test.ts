import { expect, test } from 'vitest';
import { mask } from '../../../src/diagnosis/redact.ts';
import { safeHead, safeValue } from '../../../src/diagnosis/report/safeHead.ts';

test('secrets go, every other character stays where it was', () => {
  const raw = [
    'GET /chat?token=1&room=2 HTTP/1.1',
    'Host: a',
    'authorization:  Bearer abc  ',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Cookie:a=b; c=d',
    '\te=f',
    'X-Api-Key : 123\r456',
    'X-Link: see https://u:p@h.test/?sig=1',
    ' and https://h.test/?sig=2',
    'no header at all',
    'X-Empty:',
    '',
    '',
  ].join('\r\n');
  expect(safeHead(raw).split('\r\n')).toEqual([
    `GET /chat?token=${mask}&room=2 HTTP/1.1`,
    'Host: a',
    `authorization:  Bearer ${mask}  `,
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Cookie:a=${mask}; c=${mask}`,
    `\t${mask}`,
    `X-Api-Key : ${mask}`,
    `X-Link: see https://${mask}@h.test/?sig=${mask}`,
    ` and https://h.test/?sig=${mask}`,
    'no header at all',
    'X-Empty:',
    '',
    '',
  ]);
});

test('a head is read as UTF-8 where it is', () => {
  expect(safeHead('HTTP/1.1 200 OK\r\nX: \xc3\xa9\r\n\r\n')).toContain('X: é');
});

test('a token is masked wherever it stands', () => {
  expect(safeValue('X-Note', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc')).toBe(mask);
});

test('a header that the options name as a secret is one, with the lines it is folded over', () => {
  expect(safeHead('GET / HTTP/1.1\r\nX-Seat: hunter2\r\n more\r\nX-Row: 1\r\n\r\n', ['x-seat'])).toBe(
    `GET / HTTP/1.1\r\nX-Seat: ${mask}\r\n ${mask}\r\nX-Row: 1\r\n\r\n`,
  );
});
