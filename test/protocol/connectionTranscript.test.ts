import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { frameId, micros } from '../../src/base/branded.ts';
import { ConnectionTranscript } from '../../src/protocol/connectionTranscript.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { bytesOf, hex, OFFER, opening, play, Recorder, requestText, responseText, type Piece } from './recorder.ts';

const client = (...parts: readonly (string | Uint8Array)[]): Piece => ({ from: 'client', bytes: bytesOf(...parts) });
const server = (...parts: readonly (string | Uint8Array)[]): Piece => ({ from: 'server', bytes: bytesOf(...parts) });
const fin = (from: Piece['from']): Piece => ({ from, end: 'fin' });
const text = (payload: string, maskingKey?: number): Uint8Array =>
  encodeFrame({ opcode: 1, payload: bytesOf(payload), maskingKey });

/** Plays in one piece, and byte by byte to the same effect. */
function tell(...pieces: readonly Piece[]): Recorder {
  const recorder = play(pieces);
  expect(play(pieces, {}, 1).told).toEqual(recorder.told);
  return recorder;
}

describe('heads', () => {
  it('tells interim responses before the final one', () => {
    const recorder = tell(
      client(requestText()),
      server('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n', responseText(), text('hi')),
    );
    expect(recorder.of('response').map(({ head }) => head.status)).toEqual([102, 103, 101]);
    expect(recorder.of('handshake')).toHaveLength(1);
    expect(recorder.of('response')[2]?.head.startOffset).toBe(64);
    expect(recorder.headers[0]?.wireOffset).toBe(64 + responseText().length);
    expect(recorder.rules).toEqual([]);
  });

  it('tells a response that ended in the middle', () => {
    const recorder = tell(client(requestText()), server('HTTP/1.1 10'), fin('server'));
    expect(recorder.rules).toEqual(['head-truncated']);
    expect(recorder.of('handshake')[0]?.result.accepted).toBe(false);
  });

  it('takes no frames after a 101 that was cut', () => {
    const recorder = tell(client(requestText()), server('HTTP/1.1 101 OK\r\nA: b\r\nUpgra'), fin('server'));
    expect(recorder.of('response')[0]?.head).toMatchObject({ status: 101, headers: [{ name: 'A' }] });
    expect(recorder.of('response')[0]?.head.raw).toHaveLength(28);
    expect(recorder.of('response')[0]?.head.violations.map(({ rule }) => rule)).toEqual(['head-truncated']);
    expect(recorder.headers).toEqual([]);
  });

  it('says nothing of a response that never came', () => {
    const recorder = tell(client(requestText()), fin('server'));
    expect(recorder.told.map(({ kind }) => kind)).toEqual(['request', 'closing']);
    expect(recorder.of('closing')[0]?.state).toMatchObject({ code: 1006, clean: false });
  });

  it('names what is no HTTP and gives its bytes as the body', () => {
    const alert = hex('15 03 03 00 02 02 46');
    const recorder = tell(client(requestText()), server(alert, 'and more'), fin('server'));
    expect(recorder.rules).toEqual(['response-not-http']);
    expect(recorder.of('response')[0]?.head).toMatchObject({ status: 0, headers: [] });
    expect(recorder.of('body')[0]?.body).toMatchObject({ wireLength: 15, text: undefined });
    expect(Buffer.compare(recorder.of('body')[0]!.body.bytes, bytesOf(alert, 'and more'))).toBe(0);
    expect(tell(client(requestText()), server(hex('05 ff')), fin('server')).of('body')[0]?.body.bytes).toHaveLength(2);
  });

  it('stops at an endless head', () => {
    const recorder = play([
      client(requestText()),
      server('HTTP/1.1 200 OK\r\n', Buffer.alloc(400_000, 'a:b\r\n')),
      fin('server'),
    ]);
    expect(recorder.rules).toEqual(['head-too-many-lines']);
    const huge = play([client(requestText()), server('HTTP/1.1 200 OK\r\nA: ', Buffer.alloc(400_000, 'a'))]);
    expect(huge.rules).toEqual(['head-too-large']);
    expect(huge.of('response')[0]?.head.raw).toHaveLength(262_144);
  });

  it('sees the header that Node would drop', () => {
    const many = Array.from({ length: 2100 }, () => 'a:b');
    const recorder = tell(client(requestText()), server(responseText(...many)));
    expect(recorder.rules).toEqual([]);
    expect(recorder.of('response')[0]?.head.headers).toHaveLength(2103);
  });

  it('names a request that is none, and one that was cut', () => {
    expect(tell(client(hex('16 03 01 00 00 00 00 00')), fin('client')).of('request')[0]?.head.violations).toMatchObject(
      [{ rule: 'request-not-http' }],
    );
    expect(
      tell(client('GET / HT'), fin('client'))
        .of('request')[0]
        ?.head.violations.map(({ rule }) => rule),
    ).toContain('head-truncated');
  });

  it('judges the handshake when the request becomes whole after the response', () => {
    const recorder = play([
      client('GET /chat HTTP/1.1\r\n'),
      server(responseText(), text('early')),
      client(requestText().slice(20)),
    ]);
    expect(recorder.of('handshake')).toHaveLength(1);
    expect(recorder.messages).toHaveLength(1);
    const refused = play([server('HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n'), client(requestText())]);
    expect(refused.of('handshake')[0]?.result.accepted).toBe(false);
  });

  it('decodes frames although the request was never seen', () => {
    const recorder = tell(
      server(responseText('Sec-WebSocket-Extensions: permessage-deflate'), hex('c1 07 f2 48 cd c9 c9 07 00')),
    );
    expect(recorder.messages[0]?.length).toBe(5);
    expect(recorder.rules).toEqual([]);
  });
});

describe('frames', () => {
  it('counts frames and messages of both directions together, from the number given', () => {
    const recorder = play([...opening(), server(text('a')), client(text('b', 7)), server(text('c'))], {
      firstFrame: frameId(10),
    });
    expect(recorder.of('frameStart').map(({ frame }) => frame)).toEqual([10, 11, 12]);
    expect(recorder.messages.map(({ number, from }) => [number, from])).toEqual([
      [1, 'server'],
      [2, 'client'],
      [3, 'server'],
    ]);
  });

  it('tells a bad accept and decodes all the same', () => {
    const recorder = tell(
      client(requestText()),
      server(responseText().replace('s3pP', 'xxxx'), text('hi')),
      client(text('yo', 9)),
    );
    expect(recorder.rules).toEqual(['accept-wrong']);
    expect(recorder.messages).toHaveLength(2);
  });

  it('keeps what the client sends too early and decodes it after the 101', () => {
    const recorder = play([client(requestText(), text('too', 1)), client(text('early', 2)), server(responseText())]);
    expect(recorder.rules).toEqual(['request-early-bytes']);
    expect(recorder.messages.map(({ length }) => length)).toEqual([3, 5]);
    expect(recorder.headers[0]?.wireOffset).toBe(requestText().length);
  });

  it('ends early frames where the client ended', () => {
    const recorder = play([
      client(requestText(), text('too', 1).subarray(0, 7)),
      fin('client'),
      server(responseText()),
    ]);
    expect(recorder.rules).toEqual(['request-early-bytes', 'stream-ended-inside-frame']);
  });

  it('gives up on early bytes beyond measure', () => {
    const recorder = play([
      client(requestText()),
      client(Buffer.alloc(1_100_000)),
      client(text('x', 1)),
      server(responseText()),
    ]);
    expect(recorder.rules).toEqual(['request-early-bytes']);
    expect(recorder.headers).toEqual([]);
  });

  it('tells the window that a later inflation needs', () => {
    const recorder = new Recorder();
    const transcript = new ConnectionTranscript(recorder, { maxBodyBytes: 10, maxInflatedBytes: 1000, firstFrame: 0 });
    expect(transcript.inflaterWindow('server')).toHaveLength(0);
    transcript.push('client', bytesOf(requestText(OFFER)), micros(0));
    transcript.push('server', bytesOf(responseText('Sec-WebSocket-Extensions: permessage-deflate')), micros(0));
    transcript.push('server', hex('c1 07 f2 48 cd c9 c9 07 00'), micros(0));
    expect(Buffer.from(transcript.inflaterWindow('server')).toString()).toBe('Hello');
    expect(transcript.inflaterWindow('client')).toHaveLength(0);
  });

  it('tells each step of the closing handshake', () => {
    const close = (code: string, maskingKey?: number) => encodeFrame({ opcode: 8, payload: hex(code), maskingKey });
    const recorder = tell(
      ...opening(),
      server(close('03 e8')),
      client(close('03 e9', 3)),
      fin('server'),
      fin('client'),
    );
    expect(
      recorder.of('closing').map(({ state }) => [state.first?.code, state.answer?.code, state.ended?.by, state.clean]),
    ).toEqual([
      [1000, undefined, undefined, false],
      [1000, 1001, undefined, true],
      [1000, 1001, 'server', true],
      [1000, 1001, 'server', true],
    ]);
  });

  it('looks for chunks where the 101 has a transfer coding', () => {
    const chunked = responseText('Transfer-Encoding: chunked');
    const wrapped = tell(client(requestText()), server(chunked, '7\r\n', text('hello'), '\r\n2\r\n'), fin('server'));
    expect(wrapped.rules).toContain('switching-transfer-encoding');
    expect(wrapped.rules).toContain('chunks-instead-of-frames');
    const raw = tell(client(requestText()), server(chunked, text('hello')));
    expect(raw.rules).toEqual(['switching-transfer-encoding']);
    expect(raw.messages).toHaveLength(1);
  });

  it('names HTTP/2 after a switch to it', () => {
    const settings = hex('00 00 06 04 00 00 00 00 00 00 03 00 00 00 64');
    const recorder = tell(
      client(requestText()),
      server(responseText().replace('websocket', 'h2c'), settings),
      fin('server'),
    );
    expect(recorder.rules).toContain('upgrade-wrong');
    expect(recorder.rules).toContain('http2-instead-of-frames');
  });

  it('takes nothing after the end', () => {
    const recorder = play([...opening(), fin('server'), server(text('late')), fin('server')]);
    expect(recorder.messages).toEqual([]);
    expect(recorder.of('closing')).toHaveLength(1);
    expect(play([server('')]).told).toEqual([]);
  });
});

describe('refusals', () => {
  it('decodes gzip in chunks', () => {
    const coded = gzipSync('not you');
    const head = 'HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n';
    const recorder = tell(
      client(requestText()),
      server(head, `${coded.length.toString(16)}\r\n`, coded, '\r\n0\r\n\r\n'),
    );
    expect(recorder.of('body')[0]?.body).toMatchObject({ text: 'not you', end: 'complete' });
    expect(recorder.told.map(({ kind }) => kind)).toEqual(['request', 'response', 'handshake', 'body']);
  });

  it('gives an empty body at once', () => {
    expect(tell(client(requestText()), server('HTTP/1.1 204 No Content\r\n\r\n')).of('body')[0]?.body).toMatchObject({
      wireLength: 0,
      end: 'complete',
    });
  });

  it('gives a body up to the end of the stream, and to the cap', () => {
    const head = 'HTTP/1.1 500 Oops\r\n\r\n';
    expect(tell(client(requestText()), server(head, 'gone'), fin('server')).of('body')[0]?.body).toMatchObject({
      text: 'gone',
      end: 'complete',
    });
    const pieces = [client(requestText()), server(head, 'x'.repeat(100)), server('more'), fin('server')];
    for (const chunk of [1, 7, Infinity]) {
      const recorder = play(pieces, { maxBodyBytes: 20 }, chunk);
      expect(recorder.of('body')).toHaveLength(1);
      expect(recorder.of('body')[0]?.body).toMatchObject({ text: 'x'.repeat(20), wireLength: 20, end: 'cap' });
    }
  });

  it('tells what is wrong with the body', () => {
    const head = 'HTTP/1.1 403 No\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n';
    expect(tell(client(requestText()), server(head, 'nope'), fin('server')).rules).toEqual(['body-length-conflict']);
    const chunked = 'HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n';
    const recorder = tell(client(requestText()), server(chunked));
    expect(recorder.rules).toEqual(['body-chunk-malformed']);
    expect(recorder.of('body')[0]?.body.end).toBe('malformed');
  });

  it('takes no notice of what the client sends afterwards', () => {
    const refusal = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n';
    const recorder = tell(client(requestText()), server(refusal), client(requestText()), fin('client'));
    expect(recorder.rules).toEqual([]);
    expect(recorder.of('request')).toHaveLength(1);
  });
});
