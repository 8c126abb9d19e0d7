import { type Micros, micros } from '../base/branded.ts';
import { AttemptRecord } from './attemptRecord.ts';
import { CaptureView, limitsOf, type CaptureLimits } from './captureView.ts';
import { FileBytes } from './fileBytes.ts';
import { type FileProblem, type PcapngEnd, readPcapng, type ReadPcapngOptions } from './pcapngReader.ts';
import { RandomAccessFile } from './randomAccessFile.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { AttemptFacts, CaptureObserver } from './recordedAttempt.ts';
import type { OpenedCapture } from './recordedCapture.ts';
import type { StreamSink } from './tcpStreams.ts';

export interface OpenCaptureOptions extends CaptureLimits, ReadPcapngOptions {
  readonly file: string;
  /** Whom to tell what each attempt's bytes are and say, as when they were live. */
  readonly observe?: (facts: AttemptFacts) => AttemptObserver;
}

export interface AttemptObserver {
  readonly sink: CaptureObserver;
  bytes(from: Endpoint, bytes: Uint8Array): void;
  end(from: Endpoint, at: Micros): void;
}

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
    capture.end = await readPcapng(file, sinkOf(capture, options), options);
  } catch (error) {
    capture.dispose();
    throw error;
  }
  return capture;
}

class CaptureOfFile extends CaptureView implements OpenedCapture {
  end: PcapngEnd;
  readonly #file: RandomAccessFile | undefined;

  constructor(
    options: OpenCaptureOptions,
    file: RandomAccessFile | undefined,
    end: PcapngEnd = { cut: undefined, problems: [], problemCount: 0 },
  ) {
    super(options.file, new FileBytes(file, undefined), options, () => 'These bytes are not in the capture file.');
    this.#file = file;
    this.end = end;
  }

  get cut(): PcapngEnd['cut'] {
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

function sinkOf(capture: CaptureView, options: OpenCaptureOptions): StreamSink {
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
      // As when it was live: once the next attempt has begun, an earlier one makes no frames.
      if (record === undefined || attempt < attempts.length) return;
      const { length, segments } = record.directions[from];
      segments.add(length, fileOffset, bytes.length);
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
  return {
    url: text('url'),
    title: text('title'),
    startedAt: typeof startedAt === 'number' && Number.isFinite(startedAt) ? micros(startedAt) : at,
  };
}
