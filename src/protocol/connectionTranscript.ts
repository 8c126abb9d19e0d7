/** The life of one connection: request head, response heads, then frames both ways or the body of a refusal. */
import { wireOffset, type Micros } from '../base/branded.ts';
import { copyBytes } from '../base/copyBytes.ts';
import { ClosingProgress, type StreamEnd } from './closingHandshake.ts';
import type { Endpoint } from './endpoint.ts';
import { judgeExtensions } from './extensionsAgreed.ts';
import { FrameStream, type Count } from './frameStream.ts';
import { HeadCollector, startsLikeRequest, startsLikeResponse, type HeadState } from './headCollector.ts';
import { headerValue, headerValues, type HttpHead, type RequestHead, type ResponseHead } from './httpHead.ts';
import { parseRequestHead, parseResponseHead } from './httpHeadParser.ts';
import { judgedPart, judgeHeadEnd } from './headEnd.ts';
import { checkOpeningHandshake, type DeflateParameters } from './openingHandshake.ts';
import { createInflater, type Inflater } from './permessageDeflate.ts';
import { BodyReader } from './responseBody.ts';
import type { Transcript, TranscriptSink } from './transcriptSink.ts';
import { violationOf } from './violation.ts';

export interface Limits {
  readonly maxBodyBytes: number;
  readonly maxInflatedBytes: number;
  readonly firstFrame: number;
}

/** Bytes the client may send before the server answered, kept until it is known what they are. */
const EARLY_BYTES = 1_048_576;

type ServerState = 'head' | 'frames' | 'body' | 'over';
type ClientState = 'head' | 'waiting' | 'frames' | 'over';

export class ConnectionTranscript implements Transcript {
  readonly #sink: TranscriptSink;
  readonly #limits: Limits;
  readonly #count: Count;
  readonly #closing = new ClosingProgress();
  readonly #inflaters: Partial<Record<Endpoint, Inflater>> = {};
  readonly #streams: Partial<Record<Endpoint, FrameStream>> = {};
  readonly #ended: Record<Endpoint, boolean> = { client: false, server: false };
  /** Bytes each endpoint has written so far. */
  readonly #offsets: Record<Endpoint, number> = { client: 0, server: 0 };
  #clientState: ClientState = 'head';
  #serverState: ServerState = 'head';
  #requestHead = new HeadCollector(startsLikeRequest);
  #responseHead = new HeadCollector(startsLikeResponse);
  #responseStart = 0;
  #request: RequestHead | undefined;
  #response: ResponseHead | undefined;
  #body: BodyReader | undefined;
  readonly #early: { readonly bytes: Uint8Array; readonly at: Micros }[] = [];
  #earlyLength = 0;
  #earlyOffset = 0;
  #earlyEnd: { readonly how: StreamEnd; readonly at: Micros } | undefined;

  constructor(sink: TranscriptSink, limits: Limits) {
    this.#sink = sink;
    this.#limits = limits;
    this.#count = { frames: limits.firstFrame, messages: 0 };
  }

  push(from: Endpoint, bytes: Uint8Array, at: Micros): void {
    if (this.#ended[from] || bytes.length === 0) return;
    const before = this.#offsets[from];
    this.#offsets[from] = before + bytes.length;
    if (from === 'client') this.#pushClient(bytes, before, at);
    else this.#pushServer(bytes, before, at);
  }

  end(from: Endpoint, how: StreamEnd, at: Micros): void {
    if (this.#ended[from]) return;
    this.#ended[from] = true;
    if (from === 'client') this.#endClient(how, at);
    else this.#endServer(how, at);
    this.#closing.streamEnded(from, how, at);
    this.#sink.closing(this.#closing.current(), at);
  }

  inflaterWindow(from: Endpoint): Uint8Array {
    return this.#inflaters[from]?.window() ?? new Uint8Array(0);
  }

  // --- the client's bytes ---

  #pushClient(bytes: Uint8Array, offset: number, at: Micros): void {
    let next = 0;
    if (this.#clientState === 'head') {
      const { state, next: stopped } = this.#requestHead.push(bytes, 0);
      next = stopped;
      if (state === 'incomplete') return;
      this.#endRequest(state, offset + next, at);
    }
    if (next >= bytes.length) return;
    if (this.#clientState === 'frames') this.#streams.client?.push(bytes, next, at);
    else if (this.#clientState === 'waiting') this.#keepEarly(bytes.subarray(next), offset + next, at);
  }

  #endRequest(state: HeadState, offset: number, at: Micros): void {
    const raw = this.#requestHead.bytes;
    const parsed = parseRequestHead(judgedPart(state, raw), wireOffset(0));
    const request = withEnding({ ...parsed, raw }, state, this.#requestHead.lines);
    this.#request = request;
    this.#clientState = state === 'complete' ? 'waiting' : 'over';
    this.#earlyOffset = offset;
    this.#sink.request(request, at);
    if (this.#response !== undefined) this.#sink.handshake(checkOpeningHandshake(request, this.#response), at);
    if (this.#serverState === 'frames' && this.#clientState === 'waiting') this.#startClientFrames();
  }

  /** RFC 6455 §4.1: the client waits for the response before it sends more. What comes too early is judged afterwards. */
  #keepEarly(bytes: Uint8Array, offset: number, at: Micros): void {
    if (this.#response !== undefined) return;
    if (this.#earlyLength === 0) {
      const sentence = 'The client sent more after its request before the server had answered it.';
      this.#sink.violation(violationOf('request-early-bytes', 'client', offset, 1, sentence), undefined, at);
    }
    this.#earlyLength += bytes.length;
    if (this.#earlyLength <= EARLY_BYTES) this.#early.push({ bytes: copyBytes(bytes), at });
    else this.#clientState = 'over';
  }

  #startClientFrames(): void {
    this.#clientState = 'frames';
    this.#streams.client = this.#frameStream('client', this.#earlyOffset);
    for (const { bytes, at } of this.#early) this.#streams.client.push(bytes, 0, at);
    this.#early.length = 0;
    if (this.#earlyEnd !== undefined) this.#streams.client.end(this.#earlyEnd.how, this.#earlyEnd.at);
  }

  #endClient(how: StreamEnd, at: Micros): void {
    if (this.#clientState === 'head' && this.#requestHead.length > 0) this.#endRequest(this.#requestHead.end(), 0, at);
    else if (this.#clientState === 'frames') this.#streams.client?.end(how, at);
    else if (this.#clientState === 'waiting') this.#earlyEnd = { how, at };
  }

  // --- the server's bytes ---

  #pushServer(bytes: Uint8Array, offset: number, at: Micros): void {
    let next = 0;
    while (next < bytes.length && this.#serverState === 'head') {
      const { state, next: stopped } = this.#responseHead.push(bytes, next);
      next = stopped;
      if (state === 'incomplete') return;
      this.#endResponse(state, offset + next, at);
    }
    if (next >= bytes.length) return;
    if (this.#serverState === 'frames') this.#streams.server?.push(bytes, next, at);
    else if (this.#serverState === 'body') this.#pushBody(bytes, next, at);
  }

  #endResponse(state: HeadState, offset: number, at: Micros): void {
    const raw = this.#responseHead.bytes;
    const parsed = parseResponseHead(judgedPart(state, raw), wireOffset(this.#responseStart));
    const foreign = state === 'foreign';
    const readable = foreign ? { ...parsed, headers: [], status: 0, version: '', reason: '' } : parsed;
    const response = withEnding({ ...readable, raw }, state, this.#responseHead.lines);
    this.#sink.response(response, at);
    // RFC 9110 §15.2: interim responses come before the final one; 101 is final here.
    if (state === 'complete' && response.status >= 100 && response.status < 200 && response.status !== 101) {
      this.#responseHead = new HeadCollector(startsLikeResponse);
      this.#responseStart = offset;
      return;
    }
    this.#response = response;
    if (this.#request !== undefined) this.#sink.handshake(checkOpeningHandshake(this.#request, response), at);
    if (state === 'incomplete' || state === 'too-large' || state === 'too-many-lines') this.#serverState = 'over';
    else if (response.status === 101) {
      this.#startFrames(judgeExtensions(this.#request, response).deflate, offset);
    } else this.#startBody(response, foreign ? raw : undefined, offset, at);
    if (this.#body?.over === true) this.#endBody(false, at);
  }

  #startFrames(deflate: DeflateParameters | undefined, offset: number): void {
    if (deflate !== undefined) {
      this.#inflaters.server = this.#inflater(deflate.serverMaxWindowBits, deflate.serverNoContextTakeover);
      this.#inflaters.client = this.#inflater(deflate.clientMaxWindowBits, deflate.clientNoContextTakeover);
    }
    this.#serverState = 'frames';
    this.#streams.server = this.#frameStream('server', offset);
    if (this.#clientState === 'waiting') this.#startClientFrames();
  }

  #inflater(maxWindowBits: number, noContextTakeover: boolean): Inflater {
    return createInflater({ maxWindowBits, noContextTakeover, maxLength: this.#limits.maxInflatedBytes });
  }

  #frameStream(from: Endpoint, offset: number): FrameStream {
    return new FrameStream({
      from,
      offset,
      inflater: this.#inflaters[from],
      maxInflatedBytes: this.#limits.maxInflatedBytes,
      count: this.#count,
      sink: this.#sink,
      closeSeen: (close) => {
        this.#closing.closeSeen(close);
        this.#sink.closing(this.#closing.current(), close.at);
      },
      suspect: from === 'server' && this.#response !== undefined ? suspectOf(this.#response) : undefined,
    });
  }

  #startBody(response: ResponseHead, begun: Uint8Array | undefined, offset: number, at: Micros): void {
    this.#serverState = 'body';
    const bodyOffset = begun === undefined ? offset : response.startOffset;
    this.#body = new BodyReader(response, bodyOffset, this.#limits.maxBodyBytes);
    for (const violation of this.#body.violations) this.#sink.violation(violation, undefined, at);
    if (begun !== undefined) this.#body.push(begun, 0);
  }

  #pushBody(bytes: Uint8Array, start: number, at: Micros): void {
    this.#body?.push(bytes, start);
    if (this.#body?.over === true) this.#endBody(false, at);
  }

  #endBody(streamEnded: boolean, at: Micros): void {
    const finished = this.#body?.finish(streamEnded);
    this.#body = undefined;
    this.#serverState = 'over';
    if (finished === undefined) return;
    for (const violation of finished.violations) this.#sink.violation(violation, undefined, at);
    this.#sink.body(finished.body, at);
  }

  #endServer(how: StreamEnd, at: Micros): void {
    switch (this.#serverState) {
      case 'head':
        if (this.#responseHead.length > 0) this.#endResponse(this.#responseHead.end(), 0, at);
        this.#endBody(true, at);
        return;
      case 'frames':
        this.#streams.server?.end(how, at);
        return;
      case 'body':
        this.#endBody(true, at);
        return;
      case 'over':
        return;
    }
  }
}

/** What is wrong with a start line counts only when the line is whole. */
function withEnding<Head extends HttpHead>(head: Head, state: HeadState, lines: number): Head {
  const own = state === 'foreign' || (state === 'incomplete' && lines === 0) ? [] : head.violations;
  return { ...head, violations: [...own, ...judgeHeadEnd(state, head, lines)] };
}

/** What a 101 says that frames may be hidden in. */
function suspectOf(response: ResponseHead): 'chunks' | 'http2' | undefined {
  if (headerValue(response, 'Transfer-Encoding') !== undefined) return 'chunks';
  return /\bh2c?\b/i.test(headerValues(response, 'Upgrade').join()) ? 'http2' : undefined;
}
