import { expect, test } from 'vitest';
import { closedByServer } from '../../../src/diagnosis/advice/closedByServer.ts';
import { closeFrame, closing, ended, opened } from '../../support/evidence.ts';
import { around } from './samples.ts';

const closed = (from: 'client' | 'server', code: number | undefined, reason = '', clean = true) =>
  opened({
    closing: closing({
      first: closeFrame(from, 900, code, reason),
      answer: closeFrame(from === 'server' ? 'client' : 'server', 901, code),
      code: code ?? 1005,
      reason,
      clean,
      ended: ended('server', 'fin', 902),
    }),
  });

test('a code that says why', () => {
  expect(closedByServer(closed('server', 1008, 'token expired'), around)).toMatchObject({
    cause: 'closed-by-server',
    title: 'The server closed with 1008 (policy violation)',
    explanation: expect.stringContaining('Its reason is "token expired".') as string,
  });
  expect(closedByServer(closed('server', 1011), around)?.explanation).toContain('It gave no reason.');
});

test.each([
  ['done', closed('server', 1000)],
  ['no code', closed('server', undefined)],
  ['ours', closed('client', 1008)],
  ['unclean', closed('server', 1008, '', false)],
  ['open', opened()],
])('%s needs no word', (_, evidence) => expect(closedByServer(evidence, around)).toBeUndefined());
