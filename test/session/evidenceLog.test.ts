import { expect, test } from 'vitest';
import { type Micros, frameId, micros, wireOffset } from '../../src/base/branded.ts';
import type { FrameHeader } from '../../src/protocol/frame.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import { askedFor } from '../../src/session/askedFor.ts';
import { EvidenceLog } from '../../src/session/evidenceLog.ts';
import { PhaseLog } from '../../src/session/phaseLog.ts';
import * as sample from '../support/evidence.ts';
import { HandClock } from './loopback.ts';

function newLog() {
  const clock = new HandClock();
  const phases = new PhaseLog(clock, () => undefined);
  const url = 'ws://example.test/';
  const log = new EvidenceLog(() => askedFor(url, { url }), phases);
  const after = (ms: number): Micros => micros(phases.began + ms * 1000);
  return { log, phases, after, sink: log.sink };
}

function header(from: Endpoint, more: Partial<FrameHeader> = {}): FrameHeader {
  return {
    from,
    wireOffset: wireOffset(0),
    fin: true,
    rsv1: false,
    rsv2: false,
    rsv3: false,
    opcode: 1,
    masked: from === 'client',
    maskingKey: 0,
    lengthForm: 7,
    payloadLength: 5,
    headerLength: from === 'client' ? 6 : 2,
    ...more,
  };
}

const message = (from: Endpoint, opcode: number) => ({
  number: 1,
  from,
  opcode,
  firstFrame: frameId(0),
  lastFrame: frameId(0),
  frames: 1,
  compressed: false,
  wireLength: 0,
  length: 0,
});

test('begins with what was asked and nothing else', () => {
  const { log } = newLog();
  expect(log.evidence()).toMatchObject({
    asked: { url: 'ws://example.test/' },
    phases: [],
    failure: undefined,
    request: undefined,
    interim: [],
    response: undefined,
    handshake: undefined,
    body: undefined,
    violations: [],
    violationCount: 0,
    closing: undefined,
    traffic: { frames: { client: 0, server: 0 }, unansweredPings: 0, unfinished: undefined, unrecognised: undefined },
  });
});

test('keeps the phases as they come', () => {
  const { log, phases } = newLog();
  phases.begin('tcp')({ name: 'tcp', address: '127.0.0.1', port: 1, family: 'ipv4', ok: true });
  expect(log.evidence().phases).toMatchObject([{ name: 'tcp', ok: true }]);
});

test('keeps the heads, interim answers apart from the final one', () => {
  const { log, sink, after } = newLog();
  const request = sample.request();
  const hints = sample.response('HTTP/1.1 103 Early Hints');
  const answer = sample.response('HTTP/1.1 403 Forbidden');
  const body = sample.body('no');
  const handshake = sample.handshake(answer);
  sink.request(request, after(1));
  sink.response(hints, after(2));
  sink.response(answer, after(3));
  sink.handshake(handshake, after(3));
  sink.body(body, after(4));
  expect(log.evidence()).toMatchObject({ request, interim: [hints], response: answer, handshake, body });
  expect(log.response).toBe(answer);
  expect(log.body).toBe(body);
  expect(log.handshake).toBe(handshake);
});

test('only the first failure counts', () => {
  const { log } = newLog();
  log.fail(sample.failure('tls', 'CERT_HAS_EXPIRED'));
  log.fail(sample.failure('cancelled', 'CANCELLED'));
  expect(log.failure).toMatchObject({ code: 'CERT_HAS_EXPIRED' });
  expect(log.evidence().failure).toMatchObject({ stage: 'tls', code: 'CERT_HAS_EXPIRED' });
});

test('counts frames of each direction, with the last one and its moment', () => {
  const { log, sink, after } = newLog();
  log.opened(after(10));
  log.opened(after(11));
  sink.frameStart(frameId(0), header('client'), after(12));
  sink.frameEnd({ frame: frameId(0), from: 'client', at: after(12), payloadReceived: 5, complete: true });
  sink.frameStart(frameId(1), header('server'), after(13));
  sink.frameEnd({ frame: frameId(1), from: 'server', at: after(15), payloadReceived: 5, complete: true });
  sink.frameStart(frameId(2), header('server'), after(16));
  log.ended(after(20));
  log.ended(after(30));
  expect(log.evidence().traffic).toMatchObject({
    frames: { client: 1, server: 2 },
    openedMs: 10,
    endedMs: 20,
    lastFrameMs: { client: 12, server: 16 },
    lastFrame: { client: 0, server: 2 },
  });
});

test('counts our pings that no pong answered', () => {
  const { log, sink } = newLog();
  const pings = () => log.evidence().traffic.unansweredPings;
  sink.message(message('client', 0x9));
  sink.message(message('client', 0x9));
  sink.message(message('server', 0x9));
  sink.message(message('client', 0xa));
  expect(pings()).toBe(2);
  sink.message(message('server', 0xa));
  expect(pings()).toBe(0);
});

test('tells when the oldest unanswered ping was sent', () => {
  const { log, sink, after } = newLog();
  const oldest = () => log.evidence().traffic.oldestUnansweredPingMs;
  expect(oldest()).toBeUndefined();
  for (const ms of [5, 8]) {
    sink.frameStart(frameId(ms), header('client', { opcode: 0x9 }), after(ms));
    sink.message(message('client', 0x9));
  }
  expect(oldest()).toBe(5);
  sink.message(message('server', 0xa));
  expect(oldest()).toBeUndefined();
});

test('waits for a pong, for the rest of a frame and for a Close’s answer, as long as the connection lasts', () => {
  const { log, sink, after } = newLog();
  expect(log.waiting).toBe(false);
  sink.message(message('client', 0x9));
  expect(log.waiting).toBe(true);
  sink.message(message('server', 0xa));
  expect(log.waiting).toBe(false);
  const closing = switched();
  closing.sink.closing(sample.closing({ first: sample.closeFrame('client', 5, 1000) }), closing.after(5));
  expect(closing.log.waiting).toBe(true);
  const cut = switched();
  cut.log.serverWrote(Buffer.alloc(1));
  expect(cut.log.waiting).toBe(true);
  cut.log.ended(cut.after(9));
  expect(cut.log.waiting).toBe(false);
  sink.message(message('client', 0x9));
  log.ended(after(9));
  expect(log.waiting).toBe(false);
});

test('tells the present moment only of a connection that lasts', () => {
  const { log, phases, after } = newLog();
  expect(log.evidence().startedAt).toBe(phases.began);
  expect(log.evidence().traffic.nowMs).toBeUndefined();
  expect(log.evidence(after(7)).traffic.nowMs).toBe(7);
  log.ended(after(8));
  expect(log.evidence(after(9)).traffic.nowMs).toBeUndefined();
});

test('keeps the redirects that led here', () => {
  const url = 'ws://b.test/';
  const hops = [{ status: 302, from: 'ws://a.test/', location: url }];
  const phases = new PhaseLog(new HandClock(), () => undefined);
  expect(new EvidenceLog(() => askedFor(url, { url }), phases, hops).evidence().redirects).toEqual(hops);
  expect(new EvidenceLog(() => askedFor(url, { url }), phases).evidence().redirects).toBeUndefined();
});

test('keeps the first hundred violations and counts them all', () => {
  const { log, sink, after } = newLog();
  for (let n = 0; n < 250; n++) {
    sink.violation(sample.violation(n === 0 ? 'frame-masked-by-server' : 'rsv1-set', 'Broken.'), frameId(n), after(n));
  }
  const { violations, violationCount } = log.evidence();
  expect(violationCount).toBe(250);
  expect(violations.length).toBe(100);
  expect(violations[0]).toMatchObject({ violation: { rule: 'frame-masked-by-server' }, frame: 0 });
});

test('keeps the last state of the closing handshake', () => {
  const { log, sink, after } = newLog();
  sink.closing(sample.closing({ code: 1006 }), after(1));
  sink.closing(sample.closing({ code: 1000, clean: true }), after(2));
  expect(log.closing).toMatchObject({ code: 1000, clean: true });
  expect(log.evidence().closing).toMatchObject({ code: 1000, clean: true });
});

test('keeps the first bytes of what no parser understood, and only of that', () => {
  const { log, sink, after } = newLog();
  log.serverWrote(Buffer.from('220 mail.test ESMTP\r\n'));
  expect(Buffer.from(log.evidence().traffic.unrecognised ?? []).toString()).toBe('220 mail.test ESMTP\r\n');
  log.serverWrote(Buffer.alloc(1000, 'x'));
  expect(log.evidence().traffic.unrecognised?.length).toBe(256);
  expect(log.serverBytes).toBe(1021);
  sink.response(sample.response('HTTP/1.1 200 OK'), after(1));
  expect(log.evidence().traffic.unrecognised).toBeUndefined();
});

test('a head with an unreadable status line leaves the bytes unrecognised', () => {
  const { log, sink, after } = newLog();
  log.serverWrote(Buffer.from('SSH-2.0-OpenSSH_9.6\r\n\r\n'));
  sink.response({ ...sample.response('?'), status: 0 }, after(1));
  expect(log.evidence().traffic.unrecognised?.length).toBe(23);
});

/** After a 101 of that many bytes. */
function switched() {
  const made = newLog();
  const head = sample.switching();
  made.log.serverWrote(head.raw);
  made.sink.response(head, made.after(1));
  return { ...made, start: head.raw.length };
}

test('between frames nothing is unfinished', () => {
  const { log, sink, after, start } = switched();
  expect(log.evidence().traffic.unfinished).toBeUndefined();
  log.serverWrote(Buffer.alloc(7));
  sink.frameStart(frameId(0), header('server', { wireOffset: wireOffset(start) }), after(2));
  sink.frameEnd({ frame: frameId(0), from: 'server', at: after(2), payloadReceived: 5, complete: true });
  expect(log.evidence().traffic.unfinished).toBeUndefined();
});

test('tells a frame whose header was cut', () => {
  const { log } = switched();
  log.serverWrote(Buffer.alloc(1));
  expect(log.evidence().traffic.unfinished).toEqual({ frame: undefined, received: 1, declared: undefined });
});

test('tells a frame whose payload was cut, with what came and what was declared', () => {
  const { log, sink, after, start } = switched();
  log.serverWrote(Buffer.alloc(2 + 30));
  sink.frameStart(frameId(0), header('server', { wireOffset: wireOffset(start), payloadLength: 100 }), after(2));
  sink.frameEnd({ frame: frameId(0), from: 'server', at: after(3), payloadReceived: 30, complete: false });
  expect(log.evidence().traffic.unfinished).toEqual({ frame: 0, received: 30, declared: 100 });
});

test('a frame that is still coming tells how far it is, and that something is waited for', () => {
  const { log, sink, after, start } = switched();
  expect(log.waiting).toBe(false);
  sink.frameStart(frameId(0), header('server', { wireOffset: wireOffset(start), payloadLength: 100 }), after(2));
  log.serverWrote(Buffer.alloc(2 + 10));
  expect(log.waiting).toBe(true);
  expect(log.evidence(after(9)).traffic).toMatchObject({
    nowMs: 9,
    unfinished: { frame: 0, received: 10, declared: 100 },
  });
});

test('knows since when the oldest ping waits, and has no present moment once it ended', () => {
  const { log, sink, after } = newLog();
  for (const ms of [3, 5]) {
    sink.frameStart(frameId(0), header('client', { opcode: 9 }), after(ms));
    sink.message(message('client', 9));
  }
  expect(log.waiting).toBe(true);
  expect(log.evidence(after(9)).traffic).toMatchObject({ unansweredPings: 2, oldestUnansweredPingMs: 3, nowMs: 9 });
  log.ended(after(10));
  expect(log.waiting).toBe(false);
  expect(log.evidence(after(11)).traffic).not.toHaveProperty('nowMs');
});

test('more than a header without a frame means that the borders were lost, which is told otherwise', () => {
  const { log } = switched();
  log.serverWrote(Buffer.alloc(15));
  expect(log.evidence().traffic.unfinished).toBeUndefined();
});

test('tells where a message of several frames stands, and how large the frames were', () => {
  const { log, sink, after } = newLog();
  const traffic = () => log.evidence().traffic;
  const start = (n: number, opcode: number, fin: boolean, payloadLength: number, from: Endpoint = 'server') =>
    sink.frameStart(frameId(n), header(from, { opcode, fin, payloadLength }), after(n));
  start(0, 0x1, false, 3);
  start(1, 0x9, true, 4);
  start(2, 0x0, false, 5);
  expect(traffic().unfinishedMessage).toEqual({ opcode: 1, fragments: 2, bytes: 8 });
  start(3, 0x0, true, 1);
  expect(traffic().unfinishedMessage).toBeUndefined();
  start(4, 0x2, true, 70);
  start(5, 0x1, true, 20, 'client');
  expect(traffic()).toMatchObject({ largestFrame: { client: 20, server: 70 } });
  expect(traffic().unfinishedMessage).toBeUndefined();
});

test('keeps the beginning of the broken frame, from the newest chunk or from the first bytes', () => {
  const { log, sink, after } = newLog();
  const rule = (offset: number) => {
    sink.frameStart(frameId(0), header('server', { wireOffset: wireOffset(offset) }), after(1));
    sink.violation(sample.violation('rsv2-set', 'Set.'), frameId(0), after(1));
    return log.evidence().violations.at(-1)?.bytes;
  };
  log.serverWrote(Buffer.from('0123456789'));
  log.serverWrote(Buffer.from('abcdefghij'));
  expect(rule(12)).toEqual(Uint8Array.from(Buffer.from('cdefghij')));
  expect(rule(2)).toEqual(Uint8Array.from(Buffer.from('23456789abcdefghij')));
  log.serverWrote(Buffer.alloc(5000));
  log.serverWrote(Buffer.from('z'));
  expect(rule(4500)).toBeUndefined();
});
