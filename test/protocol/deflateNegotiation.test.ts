import { describe, expect, it } from 'vitest';
import { judgeDeflateAnswer, parameterFaults } from '../../src/protocol/deflateNegotiation.ts';
import { parseExtensions, type Extension } from '../../src/protocol/extensionsHeader.ts';

const element = (value: string): Extension => parseExtensions(`permessage-deflate${value}`).extensions[0]!;
const judge = (answer: string, ...offers: readonly string[]) =>
  judgeDeflateAnswer(element(answer), offers.map(element));
const rules = (answer: string, ...offers: readonly string[]): string[] =>
  judge(answer, ...offers).faults.map(({ rule }) => rule);

describe('parameterFaults', () => {
  it('lets client_max_window_bits stand without a value in an offer only', () => {
    expect(parameterFaults(element('; client_max_window_bits'), true)).toEqual([]);
    expect(parameterFaults(element('; client_max_window_bits'), false)).toHaveLength(1);
    expect(parameterFaults(element('; server_max_window_bits'), true)).toHaveLength(1);
  });

  it('tells a duplicate once', () => {
    const faults = parameterFaults(element('; server_no_context_takeover'.repeat(3)), false);
    expect(faults.map(({ rule }) => rule)).toEqual(['deflate-parameter-duplicate']);
  });
});

describe('judgeDeflateAnswer', () => {
  it('reads all four parameters', () => {
    const answer =
      '; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=8; client_max_window_bits=9';
    expect(judge(answer, '; client_max_window_bits')).toEqual({
      parameters: {
        serverNoContextTakeover: true,
        clientNoContextTakeover: true,
        serverMaxWindowBits: 8,
        clientMaxWindowBits: 9,
      },
      faults: [],
    });
    expect(judge('', '').parameters).toEqual({
      serverNoContextTakeover: false,
      clientNoContextTakeover: false,
      serverMaxWindowBits: 15,
      clientMaxWindowBits: 15,
    });
  });

  it.each([
    ['; level=9', 'deflate-parameter-unknown'],
    ['; server_max_window_bits=16', 'deflate-parameter-value'],
    ['; server_max_window_bits=7', 'deflate-parameter-value'],
    ['; server_max_window_bits=09', 'deflate-parameter-value'],
    ['; server_max_window_bits=abc', 'deflate-parameter-value'],
    ['; client_max_window_bits', 'deflate-parameter-value'],
    ['; server_no_context_takeover=1', 'deflate-parameter-value'],
    ['; server_no_context_takeover; server_no_context_takeover', 'deflate-parameter-duplicate'],
  ])('names what is wrong with "%s"', (answer, rule) => {
    expect(rules(answer, '; client_max_window_bits')).toEqual([rule]);
  });

  it.each([
    ['', '; server_no_context_takeover', 'deflate-parameter-ignored'],
    ['', '; server_max_window_bits=10', 'deflate-parameter-ignored'],
    ['; server_max_window_bits=11', '; server_max_window_bits=10', 'deflate-parameter-ignored'],
    ['; client_max_window_bits=12', '; client_max_window_bits=10', 'deflate-parameter-ignored'],
    ['; client_max_window_bits=10', '', 'deflate-parameter-unoffered'],
  ])('names an answer "%s" that does not keep to "%s"', (answer, offer, rule) => {
    expect(rules(answer, offer)).toEqual([rule]);
  });

  it('says both when a parameter has neither a value nor an offer', () => {
    expect(rules('; client_max_window_bits', '')).toEqual(['deflate-parameter-value', 'deflate-parameter-unoffered']);
    expect(rules('; server_max_window_bits', '; server_max_window_bits=10')).toEqual(['deflate-parameter-value']);
    expect(rules('; client_max_window_bits', '; client_max_window_bits=10')).toEqual(['deflate-parameter-value']);
  });

  it('takes the offer that fits best', () => {
    expect(
      rules('', '; server_no_context_takeover; server_max_window_bits=10', '; server_max_window_bits=10', ''),
    ).toEqual([]);
    expect(rules('; server_max_window_bits=10', '; server_max_window_bits=12')).toEqual([]);
    expect(rules('; server_no_context_takeover', '; server_no_context_takeover')).toEqual([]);
  });

  it('blames the offer that is missed by least', () => {
    const demanding = '; server_no_context_takeover; server_max_window_bits=10';
    expect(rules('', '; server_max_window_bits=10', demanding)).toEqual(['deflate-parameter-ignored']);
    expect(rules('', demanding, '; server_max_window_bits=10')).toEqual(['deflate-parameter-ignored']);
  });

  it('has nothing to compare with when nothing was offered', () => {
    expect(rules('; client_max_window_bits=10')).toEqual([]);
  });
});
