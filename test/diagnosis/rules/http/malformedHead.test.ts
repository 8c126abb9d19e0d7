import { expect, test } from 'vitest';
import { malformedHead } from '../../../../src/diagnosis/rules/http/malformedHead.ts';
import {
  evidence,
  failure,
  refusedSwitch,
  response,
  switching,
  traffic,
  violation,
} from '../../../support/evidence.ts';

test('the broken line is quoted, with its section', () => {
  const answer = {
    ...switching(),
    violations: [
      violation('head-colon-missing', 'Line 4 is no header, it has no colon: "ThisIsNotAHeader".', {
        section: 'RFC 9112 §5',
      }),
    ],
  };
  const diagnosis = malformedHead(refusedSwitch(answer));
  expect(diagnosis).toMatchObject({ stage: 'http', cause: 'head-colon-missing', section: 'RFC 9112 §5' });
  expect(diagnosis?.title).toContain('Line 4 is no header');
  expect(diagnosis?.title).toContain('"ThisIsNotAHeader"');
  expect(diagnosis?.explanation).toContain('The rule: A header line is a name, a colon and a value.');
});

test('several broken rules: the first leads, the rest is counted', () => {
  const answer = {
    ...switching(),
    violations: [
      violation('head-version', 'The version is "HTTP/2".'),
      violation('head-bare-lf', 'Line 1 ends with LF alone.'),
    ],
  };
  const diagnosis = malformedHead(refusedSwitch(answer));
  expect(diagnosis).toMatchObject({ cause: 'head-version', title: 'The version is "HTTP/2"' });
  expect(diagnosis?.explanation).toContain('1 more rule is broken');
});

test('a 101 that was taken all the same is noted', () => {
  const answer = {
    ...switching(),
    violations: [
      violation(
        'switching-transfer-encoding',
        'The 101 has "Transfer-Encoding: chunked"; a 1xx response has no body to encode.',
      ),
    ],
  };
  expect(malformedHead(evidence({ response: answer }))).toMatchObject({ cause: 'switching-transfer-encoding' });
  expect(malformedHead(evidence({ response: answer }))?.explanation).toContain('went on regardless');
});

test('what the parser alone found', () => {
  const unrecognised = new TextEncoder().encode('HTTP/1.1 OK 101\r\n');
  const diagnosis = malformedHead(
    evidence({
      failure: failure('http', 'HPE_INVALID_STATUS', 'Parse Error: Invalid status code'),
      traffic: traffic({ unrecognised }),
    }),
  );
  expect(diagnosis).toMatchObject({ cause: 'malformed-answer' });
  expect(diagnosis?.explanation).toContain('"HTTP/1.1 OK 101"');
});

test('another status is the better story', () => {
  const answer = { ...response('HTTP/1.1 403 Forbidden'), violations: [violation('head-bare-lf', 'LF')] };
  expect(malformedHead(refusedSwitch(answer))).toBeUndefined();
  expect(malformedHead(refusedSwitch(switching()))).toBeUndefined();
});
