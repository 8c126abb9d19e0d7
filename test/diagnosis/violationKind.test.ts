import { expect, test } from 'vitest';
import { VIOLATIONS, type ViolationRule } from '../../src/protocol/violation.ts';
import { violationKind } from '../../src/diagnosis/violationKind.ts';

test.each([
  ['head-colon-missing', 'head'],
  ['response-not-http', 'head'],
  ['request-host', 'request'],
  ['upgrade-missing', 'switch'],
  ['connection-wrong', 'switch'],
  ['accept-wrong', 'switch'],
  ['subprotocol-several', 'switch'],
  ['extensions-malformed', 'switch'],
  ['extension-not-offered', 'switch'],
  ['deflate-parameter-value', 'switch'],
  ['deflate-twice', 'switch'],
  ['switching-content-length', 'switch'],
  ['body-chunk-malformed', 'body'],
  ['deflate-garbage', 'stream'],
  ['frame-masked-by-server', 'stream'],
  ['control-fragmented', 'stream'],
  ['continuation-without-start', 'stream'],
] as const)('%s belongs to %s', (rule, kind) => expect(violationKind(rule)).toBe(kind));

test('every rule of the catalogue has a place', () => {
  const rules = Object.keys(VIOLATIONS) as ViolationRule[];
  expect(new Set(rules.map(violationKind))).toEqual(new Set(['head', 'request', 'switch', 'body', 'stream']));
});
