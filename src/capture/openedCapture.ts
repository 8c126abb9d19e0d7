import { type Micros, micros } from '../base/branded.ts';
import { AttemptRecord } from './attemptRecord.ts';
import { CaptureView, limitsOf, type CaptureLimits } from './captureView.ts';
import { NOTE_MARK } from './captureNote.ts';
import { FileBytes } from './fileBytes.ts';
import { type CapturedConnection, findConnections } from './connections.ts';
import { readPackets, type ReadFileOptions } from './packetFile.ts';
import type { FileEnd, FileProblem } from './packetFormat.ts';
import { RandomAccessFile } from './randomAccessFile.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { AttemptFacts, CaptureObserver } from './recordedAttempt.ts';
import type { OpenedCapture } from './recordedCapture.ts';
import type { StreamSink } from './tcpStreams.ts';

export interface OpenCaptureOptions extends CaptureLimits, ReadFileOptions {
  readonly file: string;
  /**
   * Which TCP connection of the file, by number from 1. Left out: all attempts of a file that WebSocket Inspector wrote, and the
   * first WebSocket connection of another program's file.
   */
  readonly connection?: number | undefined;
  /** Whom to tell what each attempt's bytes are and say, as when they were live. */
  readonly observe?: (facts: AttemptFacts) => AttemptObserver;
}

export interface AttemptObserver {
  readonly sink: CaptureObserver;
  bytes(from: Endpoint, bytes: Uint8Array): void;
  end(from: Endpoint, at: Micros): void;
}

/** Bytes from the file's start in which our first note stands. */
const OWN_NOTE_WITHIN = 64 * 1024;
/** No connection has it. */
const NO_CONNECTION = 0;

export async function readCapture(options: OpenCaptureOptions): Promise<OpenedCapture> {
  let file: RandomAccessFile;
  try {
    file = RandomAccessFile.open(options.file);
  } catch (error) {
    const cut = { offset: 0, reason: `The capture file could not be opened: ${whyUnreadable(error)}` };
    return new CaptureOfFile(options, undefined, { cut, problems: [], problemCount: 0 });
  }
  const capture = new CaptureOfFile(options, file);
  try {
    const connection = await choose(capture, file, options);
    capture.end = await readPackets(file, sinkOf(capture, options, connection), options);
  } catch (error) {
    capture.dispose();
    throw error;
  }
  return capture;
}

/** The number of the connection to read; undefined for all of them. */
async function choose(
  capture: CaptureOfFile,
  file: RandomAccessFile,
  options: OpenCaptureOptions,
): Promise<number | undefined> {
  if (await isOwn(file)) return options.connection;
  const { onProgress: _later, ...quietly } = options;
  const found = await findConnections(file, quietly);
  capture.connections = found.webSockets;
  capture.encryptedConnections = found.encrypted;
  capture.connection = options.connection ?? found.webSockets[0]?.number ?? NO_CONNECTION;
  return capture.connection;
}

/** The note on its first packet tells that the file is ours. */
async function isOwn(file: RandomAccessFile): Promise<boolean> {
  const start = new Uint8Array(OWN_NOTE_WITHIN);
  try {
    const length = await file.read(start, 0);
    return Buffer.from(start.buffer, 0, length).includes(NOTE_MARK);
  } catch {
    // The reading proper tells why the file cannot be read.
    return true;
  }
}

class CaptureOfFile extends CaptureView implements OpenedCapture {
  end: FileEnd;
  connections: readonly CapturedConnection[] = [];
  encryptedConnections = 0;
  connection: number | undefined;
  readonly #file: RandomAccessFile | undefined;

  constructor(
    options: OpenCaptureOptions,
    file: RandomAccessFile | undefined,
    end: FileEnd = { cut: undefined, problems: [], problemCount: 0 },
  ) {
    super(
      options.file,
      () => new FileBytes(file, undefined),
      options,
      () => 'These bytes are not in the capture file.',
    );
    this.#file = file;
    this.end = end;
  }

  get cut(): FileEnd['cut'] {
    return this.end.cut;
  }

  get problems(): readonly FileProblem[] {
    return this.end.problems;
  }

  get problemCount(): number {
    return this.end.problemCount;
  }

  dispose(): void {
    this.#file?.dispose();
  }
}

/** The sink for one connection alone, or for all when `connection` is undefined. */
function sinkOf(capture: CaptureView, options: OpenCaptureOptions, connection: number | undefined): StreamSink {
  const sink = attemptsSink(capture, options);
  if (connection === undefined) return sink;
  const only =
    <Rest extends readonly unknown[]>(tell: (attempt: number, ...rest: Rest) => void) =>
    (attempt: number, ...rest: Rest): void => {
      if (attempt === connection) tell(1, ...rest);
    };
  return {
    begin: only(sink.begin.bind(sink)),
    bytes: only(sink.bytes.bind(sink)),
    end: only(sink.end.bind(sink)),
    finish: only(sink.finish.bind(sink)),
  };
}

function attemptsSink(capture: CaptureView, options: OpenCaptureOptions): StreamSink {
  const { attempts, ledger } = capture;
  const observers: (AttemptObserver | undefined)[] = [];
  const recordOf = (attempt: number): AttemptRecord | undefined => attempts[attempt - 1];
  return {
    begin: (attempt, facts, at) => {
      const known = asFacts(facts, at);
      const observer = options.observe?.(known);
      observers.push(observer);
      attempts.push(new AttemptRecord(attempt, known, ledger, { ...limitsOf(options), observer: observer?.sink }));
    },
    bytes: (attempt, from, bytes, at, fileOffset) => {
      const record = recordOf(attempt);
      if (record === undefined) return;
      const { segments } = record.directions[from];
      segments.add(segments.end, fileOffset, bytes.length);
      // As when it was live: once the next attempt has begun, an earlier one makes no frames.
      if (attempt < attempts.length) return;
      observers[attempt - 1]?.bytes(from, bytes);
      record.push(from, bytes, at);
    },
    end: (attempt, from, how, at) => {
      observers[attempt - 1]?.end(from, at);
      recordOf(attempt)?.end(from, how, at);
    },
    finish: (attempt, facts) => {
      const record = recordOf(attempt);
      if (record !== undefined) record.finished = facts;
    },
  };
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file (ENOENT).';
  if (code === 'EACCES') return 'you have no right to read it (EACCES).';
  return error instanceof Error ? error.message : String(error);
}

/** The facts as they were written; what is missing or was changed by hand is made up from the packet. */
function asFacts(value: unknown, at: Micros): AttemptFacts {
  const facts: object = typeof value === 'object' && value !== null ? value : {};
  const text = (name: string): string => {
    const found: unknown = Reflect.get(facts, name);
    return typeof found === 'string' ? found : '';
  };
  const startedAt: unknown = Reflect.get(facts, 'startedAt');
  const named: unknown = Reflect.get(facts, 'secretParameters');
  const secretParameters = Array.isArray(named) ? named.filter((name) => typeof name === 'string') : [];
  return {
    url: text('url'),
    title: text('title'),
    startedAt: typeof startedAt === 'number' && Number.isFinite(startedAt) ? micros(startedAt) : at,
    ...(secretParameters.length === 0 ? {} : { secretParameters }),
  };
}
