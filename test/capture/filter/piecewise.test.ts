import { expect, it } from 'vitest';
import { Needle } from '../../../src/capture/filter/needle.ts';
import { searchPieces } from '../../../src/capture/filter/piecewise.ts';
import { captureOf } from '../../support/liveCaptures.ts';
import { Conversation } from '../../support/webSocketStreams.ts';

it('finds what stands across two pieces, and only what is there', async () => {
  const payload = Buffer.alloc(9 * 1024 * 1024, 'x');
  payload.write('needle', 8 * 1024 * 1024 - 3);
  const capture = await captureOf(new Conversation().open().frames('client', { opcode: 2, payload }));
  const reader = capture.reader();
  const needles = [new Needle(Buffer.from('needle')), new Needle(Buffer.from('other'))];
  const record = reader.capture.attemptOf(0);
  const { found, problem } = await searchPieces(reader, record, 0, 'frame', needles, AbortSignal.timeout(60_000));
  expect([...found]).toEqual([needles[0]]);
  expect(problem).toBeUndefined();
  await expect(searchPieces(reader, record, 0, 'frame', needles, AbortSignal.abort())).rejects.toThrow();
});
