// What an `expect` takes for its message, one kind of matcher at a time; `${name}` is filled in beforehand.
//   text      a text message that is exactly this
//   json      a text message whose JSON holds all that is named here (compareJson.ts); other keys may be there
//   jsonpath  a text message whose JSON has something at this path
//   regex     a text message in which the pattern is found; it is no whole match unless anchored by ^ and $
//   hex       a message of either type whose bytes are exactly these
//   opcode    any message of this type
// Which of the server's messages are tried, and in what order, is the runner's matter.
import { formatHex, parseHex } from '../base/hex.ts';
import { compareJson } from './compareJson.ts';
import { cutText } from './excerpt.ts';
import { type Variables, fillJson, fillText, missingVariables } from './interpolate.ts';
import { parseJson } from './json.ts';
import { parseJsonPath, valueAt } from '../base/jsonPath.ts';
import { compileRegex, escapeRegex, longestSearched, search } from './regex.ts';
import type { ServerMessage } from './replayConnection.ts';
import type { Matcher } from './sequence.ts';

export type MatchResult =
  /** `groups` are there for a regex: the whole match, then each group. */
  | { readonly kind: 'match'; readonly groups?: RegExpExecArray }
  /** `likeness` from 0 to 1 tells the nearest miss; `difference` reads after a colon. */
  | { readonly kind: 'miss'; readonly likeness: number; readonly difference: string }
  /** The matcher itself cannot be applied: trying more messages is of no use. */
  | { readonly kind: 'error'; readonly problem: string };

export type MessageTest = (message: ServerMessage) => MatchResult;

export type PreparedMatcher =
  { readonly ok: true; readonly test: MessageTest } | { readonly ok: false; readonly problem: string };

/** Fills the variables in and makes the matcher ready for many messages. */
export function prepareMatcher(matcher: Matcher, variables: Variables): PreparedMatcher {
  switch (matcher.by) {
    case 'text': {
      const { value, missing } = fillText(matcher.text, variables);
      return missing.length > 0 ? failed(missingVariables(missing)) : ready(textTest((text) => matchText(value, text)));
    }
    case 'json': {
      const { value, missing } = fillJson(matcher.json, variables);
      if (missing.length > 0) return failed(missingVariables(missing));
      return ready(
        textTest((text) => {
          const parsed = parseJson(text);
          if (parsed === undefined) return miss(0, 'it is no JSON');
          const { likeness, differences } = compareJson(value, parsed.json);
          return differences.length === 0 ? { kind: 'match' } : miss(likeness, differences.join('; '));
        }),
      );
    }
    case 'jsonpath': {
      const { value, missing } = fillText(matcher.path, variables);
      if (missing.length > 0) return failed(missingVariables(missing));
      const path = parseJsonPath(value);
      if (!path.ok) return failed(path.message);
      return ready(
        textTest((text) => {
          const parsed = parseJson(text);
          if (parsed === undefined) return miss(0, 'it is no JSON');
          return valueAt(parsed.json, path.path) ? { kind: 'match' } : miss(0.5, `nothing is at ${cutText(value, 80)}`);
        }),
      );
    }
    case 'regex': {
      const { value, missing } = fillText(matcher.regex, variables, escapeRegex);
      if (missing.length > 0) return failed(missingVariables(missing));
      const compiled = compileRegex(value);
      return 'problem' in compiled ? failed(compiled.problem) : ready(regexTest(compiled.regex));
    }
    case 'hex': {
      const { value, missing } = fillText(matcher.hex, variables);
      if (missing.length > 0) return failed(missingVariables(missing));
      const parsed = parseHex(value);
      return parsed.ok ? ready((message) => matchBytes(parsed.bytes, message.bytes)) : failed(parsed.message);
    }
    case 'opcode': {
      const opcode = matcher.opcode === 'text' ? 1 : 2;
      return ready((message) =>
        message.opcode === opcode ? { kind: 'match' } : miss(0, `it is a ${nameOf(message)} message`),
      );
    }
  }
}

function ready(test: MessageTest): PreparedMatcher {
  return { ok: true, test };
}

function failed(problem: string): PreparedMatcher {
  return { ok: false, problem };
}

function miss(likeness: number, difference: string): MatchResult {
  return { kind: 'miss', likeness, difference };
}

function nameOf(message: ServerMessage): string {
  return message.opcode === 1 ? 'text' : 'binary';
}

function textTest(test: (text: string) => MatchResult): MessageTest {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (message) => {
    if (message.opcode !== 1) return miss(0, `it is a ${nameOf(message)} message`);
    let text;
    try {
      text = decoder.decode(message.bytes);
    } catch {
      // The peer's breach of RFC 6455 §8.1 is reported with the frame; here it only keeps the message from matching.
      return miss(0, 'it is not valid UTF-8');
    }
    return test(text);
  };
}

function matchText(expected: string, actual: string): MatchResult {
  if (expected === actual) return { kind: 'match' };
  let same = 0;
  while (same < expected.length && expected.charCodeAt(same) === actual.charCodeAt(same)) same += 1;
  const from = Math.max(0, same - 10);
  const show = (text: string) => `"${from > 0 ? '…' : ''}${cutText(text.slice(from), 40)}"`;
  return miss(
    (0.9 * same) / Math.max(expected.length, actual.length),
    `from character ${same + 1} on, expected ${show(expected)}, got ${show(actual)}`,
  );
}

function matchBytes(expected: Uint8Array, actual: Uint8Array): MatchResult {
  let same = 0;
  while (same < expected.length && expected[same] === actual[same]) same += 1;
  if (same === expected.length && same === actual.length) return { kind: 'match' };
  const show = (bytes: Uint8Array) => {
    const rest = formatHex(bytes.subarray(same, same + 8));
    return rest === '' ? 'the end' : `${rest}${bytes.length > same + 8 ? ' …' : ''}`;
  };
  return miss(
    (0.9 * same) / Math.max(expected.length, actual.length),
    `from byte ${same + 1} on, expected ${show(expected)}, got ${show(actual)}`,
  );
}

function regexTest(regex: RegExp): MessageTest {
  return textTest((text) => {
    const outcome = search(regex, text);
    switch (outcome.kind) {
      case 'match':
        return outcome;
      case 'miss':
        return miss(0, `nothing in it matches ${cutText(regex.source, 60)}`);
      case 'tooLong':
        return miss(
          0,
          `it is longer than ${longestSearched.toLocaleString('en')} characters, so no regex is run on it`,
        );
      case 'tooSlow':
        return {
          kind: 'error',
          problem: `The regex ${cutText(regex.source, 60)} took longer than a second on a message of ${text.length.toLocaleString('en')} characters and was stopped. Make it simpler: repeated groups that contain repetitions, such as (a+)+, are the usual cause.`,
        };
    }
  });
}
