import { type Micros, micros } from '../base/branded.ts';
import { AttemptRecord } from './attemptRecord.ts';
import { CaptureView, limitsOf, type CaptureLimits } from './captureView.ts';
import { FileBytes } from './fileBytes.ts';
import { type FileProblem, type PcapngEnd, readPcapng, type ReadPcapngOptions } from './pcapngReader.ts';
import { RandomAccessFile } from './randomAccessFile.ts';
import type { AttemptFacts } from './recordedAttempt.ts';
import type { OpenedCapture } from './recordedCapture.ts';
import type { StreamSink } from './tcpStreams.ts';

export interface OpenCaptureOptions extends CaptureLimits, ReadPcapngOptions {
  readonly file: string;
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

function sinkOf(capture: CaptureView, options: CaptureLimits): StreamSink {
  const { attempts, ledger } = capture;
  const recordOf = (attempt: number): AttemptRecord | undefined => attempts[attempt - 1];
  return {
    begin: (attempt, facts, at) => {
      const record = new AttemptRecord(attempt, asFacts(facts, at), ledger, limitsOf(options));
      attempts.push(record);
    },
    bytes: (attempt, from, bytes, at, fileOffset) => {
      const record = recordOf(attempt);
      // As when it was live: once the next attempt has begun, an earlier one makes no frames.
      if (record === undefined || attempt < attempts.length) return;
      const { length, segments } = record.directions[from];
      segments.add(length, fileOffset, bytes.length);
      record.push(from, bytes, at);
    },
    end: (attempt, from, how, at) => recordOf(attempt)?.end(from, how, at),
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
