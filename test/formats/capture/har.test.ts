import { expect, test } from 'vitest';
import { harText } from '../../../src/formats/capture/har.ts';
import { captureWith, exportedAttempt, exportedMessage, textOf } from './exported.ts';

const creator = { name: 'x', version: '1' };

interface Har {
  readonly log: { readonly version: string; readonly entries: readonly Record<string, unknown>[] };
}

const harOf = async (...given: Parameters<typeof captureWith>): Promise<Har> =>
  JSON.parse(await textOf(harText(captureWith(...given), creator))) as Har;

test('an attempt is an entry as HAR 1.2 asks for, its messages as Chrome writes them', async () => {
  const { log } = await harOf(
    [exportedAttempt],
    exportedMessage(),
    exportedMessage({
      from: 'server',
      opcode: 2,
      payload: { bytes: Uint8Array.of(0, 255) },
      compressed: true,
      frames: [2, 4],
    }),
  );
  expect(log.version).toBe('1.2');
  expect(log.entries).toHaveLength(1);
  expect(log.entries[0]).toMatchObject({
    startedDateTime: '2023-11-14T22:13:20.000Z',
    time: 8,
    request: {
      method: 'GET',
      url: exportedAttempt.url,
      queryString: [{ name: 'room', value: 'a b' }],
      headersSize: 100,
    },
    response: {
      status: 101,
      headers: [{ name: 'Upgrade', value: 'websocket' }],
      content: { size: 0, mimeType: 'x-unknown' },
    },
    timings: { blocked: -1, dns: 1, connect: 5, ssl: 3, send: 0, wait: 2, receive: 0 },
    _resourceType: 'websocket',
    _close: { code: 1000 },
    _webSocketMessages: [
      { type: 'send', time: 1_700_000_000.0015, opcode: 1, data: 'hi', _frames: [1, 1] },
      { type: 'receive', opcode: 2, data: 'AP8=', _compressed: true, _frames: [2, 4] },
    ],
  });
});

test('a text that is none, and what is odd about a message, are told beside it', async () => {
  const { log } = await harOf(
    [exportedAttempt],
    exportedMessage({
      payload: { bytes: Uint8Array.of(0xff) },
      whole: false,
      masked: true,
      problem: 'Gone.',
      violations: [{ rule: 'text-not-utf8', section: 'RFC 6455 §8.1', sentence: 'No.' }],
    }),
  );
  expect(log.entries[0]?.['_webSocketMessages']).toMatchObject([
    {
      data: '/w==',
      _encoding: 'base64',
      _whole: false,
      _masked: true,
      _problem: 'Gone.',
      _violations: [{ sentence: 'No.' }],
    },
  ]);
});

test('attempts that came to nothing have their entry too', async () => {
  const refused = {
    ...exportedAttempt,
    request: undefined,
    response: undefined,
    timings: {},
    close: undefined,
    accepted: false,
  };
  const { log } = await harOf([refused, { ...exportedAttempt, number: 2 }]);
  expect(log.entries).toMatchObject([
    { time: 0, response: { status: 0 }, _accepted: false, _webSocketMessages: [] },
    { _attempt: 2 },
  ]);
  expect((await harOf([])).log.entries).toEqual([]);
});
