import { expect, test } from 'vitest';
import { headTooLarge } from '../../../../src/diagnosis/rules/http/headTooLarge.ts';
import { evidence, failure, response, violation } from '../../../support/evidence.ts';

test('the limit is named as ours, with numbers', () => {
  const diagnosis = headTooLarge(
    evidence({
      failure: failure('http', 'HPE_HEADER_OVERFLOW', 'Parse Error: Header overflow'),
      phases: [{ name: 'response', bytes: 65_536, startMs: 1, durationMs: 2, ok: false }],
    }),
  );
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'answer-head-too-large',
    title: "The answer's headers are larger than 16 KiB, a limit of ours",
  });
  expect(diagnosis?.explanation).toContain('At least 64 KiB of headers came');
  expect(diagnosis?.remedies.some(({ title }) => title.includes('--max-http-header-size'))).toBe(true);
});

test('many lines are counted, a huge one is named', () => {
  const many = response('HTTP/1.1 101 X', ...Array.from({ length: 3000 }, (_, index) => `X-${index}: a`));
  expect(
    headTooLarge(evidence({ failure: failure('http', 'HPE_HEADER_OVERFLOW'), response: many }))?.explanation,
  ).toContain('3000 lines');
  const huge = response('HTTP/1.1 101 X', `X-Debug: ${'a'.repeat(102_400)}`);
  expect(
    headTooLarge(evidence({ failure: failure('http', 'HPE_HEADER_OVERFLOW'), response: huge }))?.explanation,
  ).toContain('The largest is X-Debug with 100 KiB.');
});

test('the decoder may have found it', () => {
  const violations = [{ violation: violation('head-too-large', 'The head is larger than 1 MiB.'), frame: undefined }];
  expect(
    headTooLarge(evidence({ failure: failure('http', 'X'), violations }))?.evidence.map(({ text }) => text),
  ).toContain('The head is larger than 1 MiB.');
});

test('another failure is not its matter', () =>
  expect(headTooLarge(evidence({ failure: failure('http', 'ECONNRESET') }))).toBeUndefined());
