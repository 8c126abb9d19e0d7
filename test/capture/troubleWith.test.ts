import { expect, test } from 'vitest';
import { troubleWith } from '../../src/capture/troubleWith.ts';
import { captureOf, opened } from '../support/liveCaptures.ts';
import { Conversation } from '../support/webSocketStreams.ts';

const whole = async () => opened((await captureOf(new Conversation().open())).file);

/** Defines what a getter would hide. */
async function told(changes: Record<string, unknown>, asked?: number): Promise<readonly string[]> {
  const capture = Object.create(
    await whole(),
    Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, { value }])),
  ) as Awaited<ReturnType<typeof whole>>;
  return troubleWith(capture, asked);
}

test('a whole file gives no trouble', async () => {
  expect(troubleWith(await whole(), undefined)).toEqual([]);
});

test('a cut and the first problems are told with their places', async () => {
  const problems = Array.from({ length: 12 }, (_, i) => ({ sentence: `Problem ${i}.`, offset: i }));
  const sentences = await told({ cut: { offset: 7, reason: 'Cut.' }, problems, problemCount: 40 });
  expect(sentences).toHaveLength(12);
  expect(sentences.slice(0, 2)).toEqual(['Cut. (at byte 7)', 'Problem 0. (at byte 0)']);
  expect(sentences.at(-1)).toBe('30 more problems like these.');
});

test('nothing to read is told with the likely reason', async () => {
  expect(await told({ attempts: [] })).toEqual(['It holds no WebSocket connection.']);
  expect(await told({ attempts: [], encryptedConnections: 2 })).toEqual([
    'It holds no WebSocket connection. 2 connections are encrypted by TLS: only plaintext can be read.',
  ]);
  expect(await told({ attempts: [] }, 5)).toEqual(['It holds no connection 5.']);
});

test('a choice is asked for where there is one', async () => {
  expect(await told({ connections: [{}, {}, {}] })).toEqual([
    'It holds 3 WebSocket connections; choose one by its number.',
  ]);
  expect(await told({ connections: [{}, {}] }, 2)).toEqual([]);
});
