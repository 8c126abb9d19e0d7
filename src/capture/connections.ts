import type { FrameId, Micros } from '../base/branded.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { headerValue, type RequestHead, type ResponseHead } from '../protocol/httpHead.ts';
import { silentSink } from '../protocol/silentSink.ts';
import { createTranscript, type Transcript, type TranscriptSink } from '../protocol/transcript.ts';
import { readPackets, type ReadFileOptions } from './packetFile.ts';
import type { RandomAccessFile } from './randomAccessFile.ts';
import type { PerEndpoint } from './recordedAttempt.ts';
import type { StreamSink } from './tcpStreams.ts';

/** One TCP connection in a capture file that asks for a WebSocket. */
export interface CapturedConnection {
  /** Its place among all TCP connections of the file; 1 for the first. What `OpenCaptureOptions.connection` takes. */
  readonly number: number;
  /** `address:port`. */
  readonly client: string;
  readonly server: string;
  readonly startedAt: Micros;
  /** As sent: it may hold secrets. */
  readonly target: string;
  readonly host: string | undefined;
  /** The response's status; undefined without one. */
  readonly status: number | undefined;
  readonly frames: PerEndpoint<number>;
}

export interface FoundConnections {
  readonly webSockets: readonly CapturedConnection[];
  /** Connections that begin as TLS does: what they carry cannot be read. */
  readonly encrypted: number;
  /** All others. */
  readonly others: number;
}

/** RFC 8446 §5.1: a record of type handshake. */
const TLS_HANDSHAKE = 0x16;
/** Nothing is inflated for a list. */
const NO_BYTES = { maxInflatedBytes: 0, maxBodyBytes: 0 };
const nothing = (): void => undefined;

class Connection {
  readonly number: number;
  readonly client: string;
  readonly server: string;
  readonly startedAt: Micros;
  readonly frames: Record<Endpoint, number> = { client: 0, server: 0 };
  readonly transcript: Transcript;
  request: RequestHead | undefined;
  response: ResponseHead | undefined;
  firstByte: number | undefined;

  constructor(number: number, { client, server }: PerEndpoint<string>, startedAt: Micros) {
    this.number = number;
    this.client = client;
    this.server = server;
    this.startedAt = startedAt;
    const sink: TranscriptSink = {
      ...silentSink,
      request: (head) => void (this.request ??= head),
      response: (head) => void (this.response = head),
      frameStart: (_frame: FrameId, { from }) => void (this.frames[from] += 1),
      plainMessages: (run) => void (this.frames[run.from] += run.count),
    };
    this.transcript = createTranscript(sink, NO_BYTES);
  }

  get asksForWebSocket(): boolean {
    const { request } = this;
    return request !== undefined && /\bwebsocket\b/i.test(headerValue(request, 'Upgrade') ?? '');
  }

  view(): CapturedConnection {
    const { number, client, server, startedAt, request, response, frames } = this;
    return {
      ...{ number, client, server, startedAt, frames },
      target: request?.target ?? '',
      host: request && headerValue(request, 'Host'),
      status: response?.status,
    };
  }
}

/** Finds what a capture file of any program holds. Rejects only with the reason of `signal`. */
export async function findConnections(file: RandomAccessFile, options: ReadFileOptions): Promise<FoundConnections> {
  const all: Connection[] = [];
  const sink: StreamSink = {
    begin: (attempt, _facts, at, addresses) => void all.push(new Connection(attempt, addresses, at)),
    bytes: (attempt, from, bytes, at) => {
      const connection = all[attempt - 1];
      if (connection === undefined) return;
      connection.firstByte ??= bytes[0];
      if (connection.firstByte !== TLS_HANDSHAKE) connection.transcript.push(from, bytes, at);
    },
    end: nothing,
    finish: nothing,
  };
  await readPackets(file, sink, options);
  const webSockets = all.filter((connection) => connection.asksForWebSocket);
  const encrypted = all.filter(({ firstByte }) => firstByte === TLS_HANDSHAKE).length;
  return {
    webSockets: webSockets.map((connection) => connection.view()),
    encrypted,
    others: all.length - webSockets.length - encrypted,
  };
}
