import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shown, tokenProblem, valueMend, valueProblem } from '../../../src/profiles/check/problem.ts';

describe('shown', () => {
  it.each([
    ['X-Name', 'X-Name'],
    ['', ''],
    ['Authorization: Bearer abc', 'Authorization…'],
    ['a\r\nb', 'a…'],
    [' x', '…'],
    ['n'.repeat(60), 'n'.repeat(60)],
    ['n'.repeat(61), `${'n'.repeat(60)}…`],
  ])('shows %j as %j', (name, expected) => {
    expect(shown(name)).toBe(expected);
  });

  it('never has a character in it that could break a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(shown(name)).toMatch(/^[!-~]{0,60}…?$/);
      }),
    );
  });
});

describe('tokenProblem', () => {
  it('says which character, by its place', () => {
    expect(tokenProblem('the name', 'X Name')).toEqual({
      offset: 1,
      message: expect.stringMatching(/^Character 2 of the name is a space\. .*\(RFC 9110 §5\.6\.2\)\.$/) as string,
    });
  });

  it('finds nothing in a token, nor in no text', () => {
    expect([tokenProblem('it', 'X-Name'), tokenProblem('it', '')]).toEqual([undefined, undefined]);
  });
});

describe('valueProblem', () => {
  it('says which character, and does not repeat the value', () => {
    const problem = valueProblem('the token', 'hunter2\n');
    expect(problem).toMatchObject({ offset: 7 });
    expect(problem?.message).toMatch(/^Character 8 of the token is a line break\. .*remove it\.$/);
    expect(problem?.message).not.toContain('hunter2');
  });

  it('finds nothing in a value', () => {
    expect([valueProblem('it', 'a b\t"ü"'), valueProblem('it', '')]).toEqual([undefined, undefined]);
  });
});

it('has another remedy for what no header can carry than for what it must not', () => {
  expect(valueMend('☃', { offset: 0, name: '"☃"' })).toContain('encode it');
  expect(valueMend('a\n', { offset: 1, name: 'a line break' })).toContain('one line');
});
