import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { printTo } from '../../src/cli/output.ts';

test('prints one JSON object a line', async () => {
  const stream = new PassThrough();
  const print = printTo(stream);
  await print({ event: 'frame', payload: { text: 'two\nlines ☃' } });
  await print({ event: 'close' });
  stream.end();
  expect(await text(stream)).toBe('{"event":"frame","payload":{"text":"two\\nlines ☃"}}\n{"event":"close"}\n');
});

test('waits while the reader is slow', async () => {
  let take: (() => void) | undefined;
  const slow = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => {
      take = done;
    },
  });
  let printed = false;
  const printing = printTo(slow)({ event: 'frame' }).then(() => (printed = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(printed).toBe(false);
  take?.();
  await printing;
});

test('prints to nobody when the reader has gone', async () => {
  const stream = new PassThrough();
  stream.destroy();
  await printTo(stream)({ event: 'frame' });
});
