import { expect, test } from 'vitest';
import { closeLine, diagnosisLine, frameLine, handshakeLine, summaryLine } from '../../src/cli/captureLines.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { sampleAccept, sampleKey, refusal, response } from '../support/evidence.ts';
import { close, closePayload, deflated, frame, text } from '../support/hostile/bytes.ts';
import { Recorded } from './recorded.ts';

const key = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

test('a handshake has both heads as they were, header by header', () => {
  const { capture } = new Recorded().open('X-odd-CASE: 1');
  const [request, answer] = [capture.attempts[0]!.request!, capture.attempts[0]!.response!];
  expect(handshakeLine(capture.attempts[0]!)).toEqual({
    event: 'handshake',
    attempt: 1,
    request: {
      raw: Buffer.from(request.raw).toString('latin1'),
      headers: [
        ['Host', 'example.test'],
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
        ['Sec-WebSocket-Key', sampleKey],
        ['Sec-WebSocket-Version', '13'],
        ['X-odd-CASE', '1'],
      ],
    },
    response: {
      raw: Buffer.from(answer.raw).toString('latin1'),
      status: 101,
      headers: [
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
        ['Sec-WebSocket-Accept', sampleAccept],
        ['X-odd-CASE', '1'],
      ],
      body: null,
      bodyTruncated: false,
    },
    accepted: true,
    violations: [],
  });
});

test('a refused handshake has its body, and one without an answer has none', () => {
  const refused = new Recorded()
    .open()
    .another()
    .client('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    .server('HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone');
  expect(handshakeLine(refused.capture.attempts[1]!)).toMatchObject({
    attempt: 2,
    accepted: false,
    response: { status: 404, body: 'gone', bodyTruncated: false },
  });
  const silent = new Recorded().client('GET / HTTP/1.1\r\nHost: a\r\n\r\n').ended();
  expect(handshakeLine(silent.capture.attempts[0]!)).toMatchObject({ accepted: false, response: null });
});

test('a body that is no text is hex', () => {
  const { capture } = new Recorded()
    .client('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    .server(
      'HTTP/1.1 500 No\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\n',
      Buffer.from([0x89, 0x50, 0xff, 0]),
    );
  expect(handshakeLine(capture.attempts[0]!)).toMatchObject({ response: { body: '89 50 ff 00' } });
});

test('a broken rule of the handshake is on its line', () => {
  const { capture } = new Recorded()
    .client('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    .server('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n');
  expect(handshakeLine(capture.attempts[0]!)).toMatchObject({
    accepted: false,
    violations: expect.arrayContaining([
      expect.objectContaining({ by: 'server', section: expect.stringMatching(/^RFC 6455/) as string }),
    ]) as unknown[],
  });
});

test('a frame tells its header, its payload and its message', async () => {
  const { capture } = new Recorded()
    .open()
    .client(frame(0x81, 'Hello', key))
    .server(text('héllo ☃'));
  expect(await frameLine(capture, 0, 100)).toEqual({
    event: 'frame',
    n: 1,
    from: 'client',
    atMs: 3,
    fin: true,
    rsv: [false, false, false],
    opcode: 1,
    opcodeName: 'text',
    masked: true,
    maskingKey: '37fa213d',
    payloadLength: 5,
    wireLength: 11,
    payload: { text: 'Hello' },
    message: 1,
    violations: [],
  });
  expect(await frameLine(capture, 1, 100)).toMatchObject({
    n: 2,
    from: 'server',
    masked: false,
    payloadLength: 10,
    wireLength: 12,
    payload: { text: 'héllo ☃' },
    message: 2,
  });
});

test.each([
  ['binary', frame(0x82, Buffer.from([0, 1, 0xfe])), { hex: '0001fe' }, 'binary'],
  ['a ping', frame(0x89, 'beat'), { hex: '62656174' }, 'ping'],
  ['a Close', close(1000, 'bye'), { hex: closePayload(1000, 'bye').toString('hex') }, 'close'],
  ['text that is no UTF-8', text(Buffer.from([0x63, 0xe9])), { hex: '63e9' }, 'text'],
  ['text with a byte order mark', text('\uFEFFx'), { text: '\uFEFFx' }, 'text'],
  ['nothing', text(''), { text: '' }, 'text'],
])('the payload of %s', async (_what, bytes, payload, opcodeName) => {
  const { capture } = new Recorded().open().server(bytes);
  expect(await frameLine(capture, 0, 100)).toMatchObject({ payload, opcodeName });
});

test('cuts a payload at the given length, and says so; never within a character', async () => {
  const { capture } = new Recorded().open().server(text('ab☃cd'), text('four'), frame(0x82, Buffer.alloc(9, 7)));
  expect(await frameLine(capture, 0, 4)).toMatchObject({ payload: { text: 'ab' }, payloadLength: 7, truncated: true });
  expect(await frameLine(capture, 1, 4)).not.toHaveProperty('truncated');
  expect(await frameLine(capture, 2, 4)).toMatchObject({ payload: { hex: '07070707' }, truncated: true });
  expect(await frameLine(capture, 2, 0)).toMatchObject({ payload: { hex: '' }, truncated: true });
});

test('fragments are read with their message', async () => {
  const snowman = Buffer.from('☃');
  const { capture } = new Recorded()
    .open()
    .server(frame(0x01, 'let it '), frame(0x89), frame(0x00, snowman.subarray(0, 1)), frame(0x80, snowman.subarray(1)));
  const lines = await Promise.all([0, 1, 2, 3].map((n) => frameLine(capture, n, 100)));
  expect(lines).toMatchObject([
    { fin: false, opcode: 1, payload: { text: 'let it ' }, message: 1 },
    { opcode: 9, message: 2 },
    { fin: false, opcode: 0, opcodeName: 'continuation', payload: { hex: 'e2' }, message: 1 },
    { fin: true, opcode: 0, payload: { hex: '9883' }, message: 1 },
  ]);
});

test('the last frame of a compressed message has it inflated', async () => {
  const long = 'again '.repeat(50);
  const bytes = deflated(long);
  const { capture } = new Recorded()
    .open('Sec-WebSocket-Extensions: permessage-deflate')
    .server(frame(0x41, bytes.subarray(0, 5)), frame(0x80, bytes.subarray(5)));
  const [first, last] = await Promise.all([0, 1].map((n) => frameLine(capture, n, 1000)));
  expect(first).toMatchObject({ rsv: [true, false, false], payload: { hex: bytes.subarray(0, 5).toString('hex') } });
  expect(first).not.toHaveProperty('inflated');
  expect(last).toMatchObject({
    payload: { hex: bytes.subarray(5).toString('hex') },
    inflated: { text: long, length: long.length },
  });
  expect(await frameLine(capture, 1, 6)).toMatchObject({ inflated: { text: 'again ', length: 300 } });
});

test('a frame that broke off says how much came', async () => {
  const { capture } = new Recorded()
    .open()
    .server(frame(0x82, Buffer.alloc(10, 1)).subarray(0, 6))
    .ended();
  expect(await frameLine(capture, 0, 100)).toMatchObject({
    complete: false,
    payloadLength: 10,
    payloadReceived: 4,
    payload: { hex: '01010101' },
  });
});

test('a broken rule is on the line of its frame', async () => {
  const { capture } = new Recorded().open().server(frame(0x81, 'hello', key));
  expect(await frameLine(capture, 0, 100)).toMatchObject({
    payload: { text: 'hello' },
    violations: [{ rule: 'frame-masked-by-server', section: 'RFC 6455 §5.1', by: 'server' }],
  });
});

test('the line of a Close frame says what it says, by name', async () => {
  const { capture } = new Recorded()
    .open()
    .server(close(1001, 'restart'))
    .client(frame(0x88, '', key));
  expect(await frameLine(capture, 0, 100)).toMatchObject({
    close: { code: 1001, name: 'going away', reason: 'restart' },
    payload: { hex: Buffer.from('\x03\xe9restart', 'latin1').toString('hex') },
  });
  expect(await frameLine(capture, 1, 100)).not.toHaveProperty('close');
});

test('a Close line tells code, reason, who and how', () => {
  const both = new Recorded()
    .open()
    .server(close(4001, 'enough'))
    .client(frame(0x88, closePayload(4001), key))
    .ended();
  expect(closeLine(both.capture.attempts[0]!)).toEqual({
    event: 'close',
    code: 4001,
    reason: 'enough',
    by: 'server',
    clean: true,
  });
  const cut = new Recorded().open().ended();
  expect(closeLine(cut.capture.attempts[0]!)).toEqual({
    event: 'close',
    code: 1006,
    reason: '',
    by: 'server',
    clean: false,
  });
});

test('what was never open was never closed', () => {
  expect(closeLine(new Recorded().open().capture.attempts[0]!)).toBeUndefined();
  const refused = new Recorded().client('GET / HTTP/1.1\r\nHost: a\r\n\r\n').server('HTTP/1.1 404 No\r\n\r\n').ended();
  expect(closeLine(refused.capture.attempts[0]!)).toBeUndefined();
});

test('a diagnosis is told in plain JSON', () => {
  const [diagnosis] = diagnose(refusal(response('HTTP/1.1 404 Not Found'), 'no such page'));
  const line = JSON.parse(JSON.stringify(diagnosisLine(diagnosis!))) as Record<string, unknown>;
  expect(line).toMatchObject({
    event: 'diagnosis',
    stage: 'http',
    cause: diagnosis!.cause,
    title: diagnosis!.title,
    explanation: diagnosis!.explanation,
    evidence: diagnosis!.evidence.map((quote) => quote.text),
    remedies: diagnosis!.remedies.map(({ title }) => ({ title })),
    section: diagnosis!.section,
  });
});

test('a summary counts both directions', () => {
  const { capture } = new Recorded()
    .open()
    .client(frame(0x81, 'Hello', key))
    .server(text('one'), frame(0x81, 'x', key));
  expect(summaryLine(capture, 12)).toEqual({
    event: 'summary',
    frames: { client: 1, server: 2 },
    messages: { client: 1, server: 2 },
    wireBytes: { client: 11, server: 12 },
    payloadBytes: { client: 5, server: 4 },
    violations: 1,
    durationMs: 12,
  });
});
