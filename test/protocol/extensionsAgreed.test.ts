import { describe, expect, it } from 'vitest';
import { judgeExtensions } from '../../src/protocol/extensionsAgreed.ts';
import { request, response } from './heads.ts';
import { OFFER } from './recorder.ts';

const offering = request([], OFFER);
const answering = (value: string) => response([], `Sec-WebSocket-Extensions: ${value}`);
const rules = (value: string, head = offering): string[] =>
  judgeExtensions(head, answering(value)).violations.map(({ rule }) => rule);

describe('judgeExtensions', () => {
  it('finds nothing without an answer, and with a good one', () => {
    expect(judgeExtensions(offering, response())).toEqual({ deflate: undefined, violations: [] });
    const { deflate, violations } = judgeExtensions(
      offering,
      answering('permessage-deflate; client_max_window_bits=10'),
    );
    expect(violations).toEqual([]);
    expect(deflate?.clientMaxWindowBits).toBe(10);
  });

  it.each([
    ['x-zip', ['extension-not-offered']],
    ['permessage-deflate, permessage-deflate', ['deflate-twice']],
    ['permessage-deflate; level=9', ['deflate-parameter-unknown']],
    ['permessage-deflate; =', ['extensions-malformed']],
    ['', ['extensions-malformed']],
  ])('names what is wrong with "%s"', (value, expected) => {
    expect(rules(value)).toEqual(expected);
  });

  it('takes an extension as in use that was not asked for', () => {
    const { deflate, violations } = judgeExtensions(request(), answering('permessage-deflate'));
    expect(violations.map(({ rule }) => rule)).toEqual(['extension-not-offered']);
    expect(violations[0]?.sentence).toContain('(offered: none)');
    expect(deflate).toBeDefined();
  });

  it('takes an answer as it is when the request was not seen', () => {
    expect(judgeExtensions(undefined, answering('permessage-deflate')).deflate).toBeDefined();
  });
});
