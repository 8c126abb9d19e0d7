import { describe, expect, it } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import type { CloseFrame, StreamEnd } from '../../src/protocol/closingHandshake.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { FrameStream, type FrameStreamOptions } from '../../src/protocol/frameStream.ts';
import { bytesOf, hex, Recorder, RunRecorder } from './recorder.ts';

const text = (payload: string): Uint8Array => encodeFrame({ opcode: 1, payload: bytesOf(payload) });
const THREE = [text('one'), text('two'), text('three')];

/** A server's frames from offset 100 on, byte by byte and at once, told each by itself and by runs. */
function stream(bytes: Uint8Array, end: StreamEnd | 'open' = 'fin', more: Partial<FrameStreamOptions> = {}) {
  const ways = [Infinity, 1].flatMap((chunk) =>
    [new Recorder(), new RunRecorder()].map((sink) => [chunk, sink] as const),
  );
  const [whole, ...others] = ways.map(([chunk, recorder]) => {
    const closes: CloseFrame[] = [];
    const frames = new FrameStream({
      from: 'server',
      offset: 100,
      inflater: undefined,
      maxInflatedBytes: 1000,
      sink: recorder,
      closeSeen: (close) => closes.push(close),
      ...more,
      count: { frames: 0, messages: 0, ...more.count },
    });
    for (let at = 0; at < bytes.length; at += chunk) frames.push(bytes.subarray(at, at + chunk), 0, micros(0));
    if (end !== 'open') frames.end(end, micros(0));
    return { recorder, closes };
  });
  for (const { recorder } of others) expect(recorder.told).toEqual(whole!.recorder.told);
  return whole!;
}
const rules = (...args: Parameters<typeof stream>): string[] => stream(...args).recorder.rules;

describe('FrameStream', () => {
  it('starts, ends and tells each frame in order', () => {
    const { recorder } = stream(bytesOf(text('a'), hex('89 00')));
    expect(recorder.told.map(({ kind }) => kind)).toEqual([
      'frameStart',
      'frameEnd',
      'message',
      'frameStart',
      'frameEnd',
      'message',
    ]);
    expect(recorder.of('frameEnd').map(({ end }) => end)).toEqual([
      { frame: 0, from: 'server', at: 0, payloadReceived: 1, complete: true },
      { frame: 1, from: 'server', at: 0, payloadReceived: 0, complete: true },
    ]);
    expect(recorder.headers.map(({ wireOffset }) => wireOffset)).toEqual([100, 103]);
  });

  it('passes on what is wrong with a message', () => {
    const { recorder } = stream(bytesOf(text('a'), hex('81 01 ff')));
    expect(recorder.of('violation')).toMatchObject([{ frame: 1, violation: { rule: 'utf8-invalid', offset: 105 } }]);
  });

  it('lets other bytes come before its own in a chunk', () => {
    const recorder = new Recorder();
    const frames = new FrameStream({
      from: 'server',
      offset: 100,
      inflater: undefined,
      maxInflatedBytes: 1000,
      count: { frames: 0, messages: 0 },
      sink: recorder,
      closeSeen: () => undefined,
    });
    frames.push(bytesOf('head', text('a')), 4, micros(0));
    expect(recorder.headers[0]?.wireOffset).toBe(100);
  });

  it('tells the Close once, and what comes after it', () => {
    const close = hex('88 02 03 e8');
    const { closes, recorder } = stream(bytesOf(close, text('late'), hex('89 00'), close));
    expect(closes).toMatchObject([{ code: 1000, frame: 0, from: 'server' }]);
    expect(recorder.rules).toEqual(['data-after-close', 'close-repeated']);
    expect(rules(bytesOf(close, hex('f3 a1 00 00'), 'more'))).toEqual(['bytes-after-close']);
    expect(rules(bytesOf(close, hex('81')))).toEqual(['bytes-after-close']);
    expect(rules(bytesOf(close, hex('80 00')))).toEqual(['continuation-without-start', 'data-after-close']);
  });

  it('says where a stream ended inside a frame, unless it was merely left', () => {
    expect(rules(hex('81'))).toEqual(['stream-ended-inside-frame']);
    expect(rules(hex('81'), 'abandoned')).toEqual([]);
    expect(rules(hex('81 05 61'))).toEqual(['stream-ended-inside-frame']);
    const { recorder } = stream(hex('81 05 61'), 'abandoned');
    expect(recorder.rules).toEqual([]);
    expect(recorder.of('frameEnd')[0]?.end).toMatchObject({ payloadReceived: 1, complete: false });
  });

  it('ends a lost frame where frames begin again', () => {
    const { recorder } = stream(bytesOf(text('hel'), 'lo', ...THREE));
    expect(recorder.of('frameEnd').map(({ end }) => [end.payloadReceived, end.complete])).toEqual([
      [3, true],
      [0, false],
      [3, true],
      [3, true],
      [5, true],
    ]);
    expect(recorder.rules.slice(-2)).toEqual(['framing-lost', 'length-probably-off']);
    expect(recorder.headers.map(({ wireOffset }) => wireOffset)).toEqual([100, 105, 107, 112, 117]);
  });

  it('takes a doubtful frame as a frame when its length was right', () => {
    const doubtful = encodeFrame({ opcode: 11, rsv2: true, payload: bytesOf('x') });
    const { recorder } = stream(bytesOf(doubtful, text('ok')));
    expect(recorder.messages.map(({ opcode }) => opcode)).toEqual([11, 1]);
    const last = stream(bytesOf(text('ok'), encodeFrame({ opcode: 11, rsv2: true })));
    expect(last.recorder.messages.map(({ opcode }) => opcode)).toEqual([1, 11]);
    const fragment = encodeFrame({ opcode: 3, fin: false, rsv2: true, payload: bytesOf('x') });
    const whole = stream(bytesOf(fragment, encodeFrame({ opcode: 0, payload: bytesOf('y') })));
    expect(whole.recorder.messages).toMatchObject([{ opcode: 3, frames: 2, length: 2 }]);
  });

  it('doubts what follows a length that was written too long', () => {
    const odd = encodeFrame({ opcode: 2, payload: bytesOf('ab'), lengthForm: 16 });
    expect(rules(bytesOf(odd, text('fine'), encodeFrame({ opcode: 2, rsv3: true, payload: bytesOf('x') })))).toEqual([
      'length-not-minimal',
      'rsv3-set',
    ]);
    expect(rules(bytesOf(odd, encodeFrame({ opcode: 2, rsv3: true, payload: bytesOf('x') })))).toEqual([
      'length-not-minimal',
      'rsv3-set',
      'framing-lost',
    ]);
  });

  it('counts what follows an impossible length as its payload', () => {
    const { recorder } = stream(bytesOf(encodeFrame({ opcode: 2, declaredLength: 2n ** 60n }), 'abc'));
    expect(recorder.rules).toEqual(['length-impossible', 'framing-lost', 'length-probably-off']);
    expect(recorder.of('frameEnd')[0]?.end).toMatchObject({ payloadReceived: 3, complete: false });
  });

  it('gives up the search and only counts from there', () => {
    const { recorder } = stream(bytesOf(text('ok'), new Uint8Array(70_000).fill(0x7b)));
    expect(recorder.rules.slice(-2)).toEqual(['framing-lost', 'framing-abandoned']);
    expect(recorder.of('frameEnd').at(-1)?.end).toMatchObject({ payloadReceived: 0x7b, complete: false });
  });

  it('does not end what is open while nothing ended', () => {
    const { recorder } = stream(hex('81 05 61'), 'open');
    expect(recorder.told.map(({ kind }) => kind)).toEqual(['frameStart']);
  });

  it('looks sharply at the first frame when the response made something else likely', () => {
    const chunks = bytesOf('2\r\n', hex('89 00'), '\r\n2\r\n', hex('89 00'), '\r\n');
    expect(rules(chunks, 'fin', { suspect: 'chunks' })).toContain('chunks-instead-of-frames');
    expect(rules(bytesOf('10\r\n', new Uint8Array(16)), 'fin', { suspect: 'chunks' })).toContain(
      'chunks-instead-of-frames',
    );
    expect(rules(bytesOf(text('ok'), text('ok')), 'fin', { suspect: 'chunks' })).toEqual([]);
    const settings = hex('00 00 06 04 00 00 00 00 00 00 03 00 00 00 64');
    expect(rules(settings, 'fin', { suspect: 'http2' })).toContain('http2-instead-of-frames');
    expect(rules(text('ok'), 'fin', { suspect: 'http2' })).toEqual([]);
  });
});
