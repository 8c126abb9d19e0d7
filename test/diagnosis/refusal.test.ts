import { expect, test } from 'vitest';
import { bodySentence, distinct, refusalDiagnosis } from '../../src/diagnosis/refusal.ts';
import { body, evidence, refusal, response, violation } from '../support/evidence.ts';

const told = {
  cause: 'x',
  title: 't',
  explanation: 'It refused.',
  likelyCauses: [],
  remedies: [],
  section: 's',
  headers: ['Retry-After'],
};

test('quotes status, headers and body, and says who wrote them', () => {
  const answer = response('HTTP/1.1 502 Bad Gateway', 'Server: nginx/1.24', 'Retry-After: 3');
  const diagnosis = refusalDiagnosis(
    refusal(answer, '<html><head><title>502 Bad Gateway</title></head><center>nginx</center></html>'),
    answer,
    told,
  );
  expect(diagnosis.explanation).toBe(
    'It refused. By its words the answer comes from nginx. The body is a page "502 Bad Gateway".',
  );
  const texts = diagnosis.evidence.map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(['HTTP/1.1 502 Bad Gateway', 'Retry-After: 3', 'Server: nginx/1.24']));
  expect(new Set(texts).size).toBe(texts.length);
  expect(diagnosis.likelyCauses[0]).toEqual({
    cause: 'nginx could not reach the server behind it (proxy_pass), or lost it before an answer',
    because: 'The body says "nginx".',
  });
});

test.each([
  ['{"message":"no such token","code":7}', '{"message":"no such token","code":7}'],
  ['<title>404</title><pre>Cannot GET /x</pre>', '404 · Cannot GET /x'],
  ['x'.repeat(400), `${'x'.repeat(299)}…`],
])('the body is quoted once: %s', (text, quote) => {
  const answer = response('HTTP/1.1 404 Not Found');
  const { evidence: quotes } = refusalDiagnosis(refusal(answer, text), answer, told);
  expect(quotes.filter(({ source }) => source.kind === 'body')).toEqual([{ text: quote, source: { kind: 'body' } }]);
});

test('words of the body that a title or a cause has are not told again', () => {
  const answer = response('HTTP/1.1 404 Not Found');
  const attempt = refusal(answer, 'no such route');
  expect(refusalDiagnosis(attempt, answer, told).explanation).toBe('It refused. The body says "no such route".');
  const named = { ...told, title: 'Refused: "no such route"' };
  expect(refusalDiagnosis(attempt, answer, named).explanation).toBe('It refused.');
});

test('what is broken beside the status is quoted too', () => {
  const answer = {
    ...response('HTTP/1.1 403 Forbidden'),
    violations: [
      violation('body-length-conflict', 'Content-Length is 3 and 5.'),
      violation('upgrade-missing', 'not of interest'),
    ],
  };
  expect(refusalDiagnosis(refusal(answer, 'no'), answer, told).evidence.map(({ text }) => text)).toEqual([
    'HTTP/1.1 403 Forbidden',
    'no',
    'Content-Length is 3 and 5. (RFC 6455 §5.2)',
  ]);
});

test('the body in a sentence', () => {
  expect(bodySentence(evidence())).toBe('');
  expect(bodySentence(evidence({ body: { ...body('a'.repeat(1024)), end: 'cap' } }))).toContain(
    'Only its first 1 KiB were kept.',
  );
  expect(bodySentence(evidence({ body: { ...body('x'), text: undefined, contentType: 'image/png' } }))).toBe(
    'The body is not text (image/png).',
  );
  expect(bodySentence(evidence({ body: body('token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc') }))).not.toContain(
    'eyJzdWI',
  );
});

test('the same quote stands once', () => {
  const quote = { text: 'a', source: { kind: 'body' as const } };
  expect(distinct([quote, quote, { ...quote, text: '' }])).toEqual([quote]);
});
