import { describe, expect, it } from 'vitest';
import {
  STATUS_CODES,
  statusCodeFault,
  statusCodeMeaning,
  statusCodeName,
  statusCodeRange,
} from '../../src/protocol/statusCode.ts';

describe('status codes', () => {
  it.each([
    [0, 'invalid', 'unused', 'out-of-range'],
    [999, 'invalid', 'unused', 'out-of-range'],
    [1000, 'normal closure', 'protocol', undefined],
    [1004, 'reserved', 'protocol', 'unassigned'],
    [1005, 'no status received', 'protocol', 'not-for-the-wire'],
    [1006, 'abnormal closure', 'protocol', 'not-for-the-wire'],
    [1014, 'bad gateway', 'protocol', undefined],
    [1015, 'TLS handshake', 'protocol', 'not-for-the-wire'],
    [1016, 'unassigned', 'protocol', 'unassigned'],
    [2999, 'unassigned', 'protocol', 'unassigned'],
    [3000, 'unauthorized', 'library', undefined],
    [3001, 'library or framework', 'library', undefined],
    [4000, 'private use', 'private', undefined],
    [4999, 'private use', 'private', undefined],
    [5000, 'invalid', 'beyond', 'out-of-range'],
    [65_535, 'invalid', 'beyond', 'out-of-range'],
  ])('%d is %s', (code, name, range, fault) => {
    expect(statusCodeName(code)).toBe(name);
    expect(statusCodeRange(code)).toBe(range);
    expect(statusCodeFault(code)).toBe(fault);
    expect(statusCodeMeaning(code)).toMatch(/^[A-Z].*\.$/);
  });

  it('lists each code once, with a meaning', () => {
    expect(new Set(STATUS_CODES.map(({ code }) => code)).size).toBe(STATUS_CODES.length);
    for (const { meaning } of STATUS_CODES) expect(meaning).toMatch(/^[A-Z].*\.$/);
  });
});
