import { expect, test } from 'vitest';
import { listingAnswer, textList } from '../../src/demo/listing.ts';

const listed = [
  { path: '/echo', shows: 'Sends back.' },
  { path: '/close/<code>', example: '/close/1001', shows: 'Closes with "code" & reason.' },
];

test('Who asks for no HTML gets plain text in two columns.', () => {
  const answer = listingAnswer(listed, 'ws://127.0.0.1:1', '*/*');
  expect(answer.headers).toContainEqual(['Content-Type', 'text/plain; charset=utf-8']);
  expect(answer.body).toBe(
    [
      'Connect to ws://127.0.0.1:1 followed by one of these paths:',
      '',
      '  /echo          Sends back.',
      '  /close/<code>  Closes with "code" & reason.',
      '',
    ].join('\n'),
  );
});

test('A browser gets a page with every route, escaped, and nothing that runs.', () => {
  const answer = listingAnswer(listed, 'ws://127.0.0.1:1', 'text/html,application/xhtml+xml,*/*;q=0.8');
  expect(answer.headers).toContainEqual(['Content-Type', 'text/html; charset=utf-8']);
  expect(answer.body).toContain('<code>/close/1001</code>');
  expect(answer.body).toContain('Closes with &quot;code&quot; &amp; reason.');
  expect(answer.body).not.toContain('<script');
});

test('The columns are as wide as the longest path.', () => {
  expect(textList(listed).map((line) => line.indexOf('S') + line.indexOf('C'))).toEqual([16, 16]);
});
