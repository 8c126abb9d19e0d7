import { expect, test } from 'vitest';
import { closeCutShort } from '../../../../src/diagnosis/rules/closing/closeCutShort.ts';
import { closeFrame, closing, ended, opened } from '../../../support/evidence.ts';

test('code and reason by name, and what is lacking', () => {
  const diagnosis = closeCutShort(
    opened({
      closing: closing({ first: closeFrame('server', 1000, 1001, 'deploy'), ended: ended('server', 'reset', 1001) }),
    }),
  );
  expect(diagnosis).toMatchObject({
    stage: 'closing',
    cause: 'close-cut-short',
    title: 'The server closed: 1001 (going away) "deploy", and did not wait for our answer',
  });
  expect(diagnosis?.explanation).toContain(
    'The server (or something on the way) reset the TCP connection (RST) before our Close was sent',
  );
  expect(diagnosis?.likelyCauses.at(-1)?.cause).toContain('shutting down');
});

test('without a code', () => {
  expect(
    closeCutShort(
      opened({ closing: closing({ first: closeFrame('server', 1, undefined), ended: ended('server', 'fin', 2) }) }),
    )?.title,
  ).toContain('without a code');
});

test('an answered Close is another matter', () => {
  expect(
    closeCutShort(
      opened({
        closing: closing({
          first: closeFrame('server', 1, 1000),
          answer: closeFrame('client', 2, 1000),
          ended: ended('server', 'fin', 3),
          clean: true,
        }),
      }),
    ),
  ).toBeUndefined();
});
