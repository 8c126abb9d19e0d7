import { writeFileSync } from 'node:fs';
import { micros } from '../../src/base/branded.ts';
import { AppendQueue } from '../../src/capture/appendQueue.ts';
import { readPackets } from '../../src/capture/packetFile.ts';
import type { FileEnd } from '../../src/capture/packetFormat.ts';
import { PcapngWriter, type PcapngWriterOptions } from '../../src/capture/pcapngWriter.ts';
import { RandomAccessFile } from '../../src/capture/randomAccessFile.ts';
import type { StreamSink } from '../../src/capture/tcpStreams.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import { temporaryFile } from './temporaryFile.ts';

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** 2023-11-14T22:13:20Z in microseconds. */
export const START = micros(1_700_000_000_000_000);

/** What a stream sink was told, bytes copied. */
export interface StreamLog extends StreamSink {
  readonly events: unknown[];
  /** All bytes of that endpoint in that attempt. */
  written(attempt: number, from: Endpoint): Buffer;
}

export function streamLog(): StreamLog {
  const events: unknown[] = [];
  const streams = new Map<string, Buffer[]>();
  return {
    events,
    written: (attempt, from) => Buffer.concat(streams.get(`${attempt} ${from}`) ?? []),
    begin: (attempt, facts, at) => events.push({ begin: attempt, facts, at }),
    bytes: (attempt, from, bytes, at, fileOffset) => {
      const key = `${attempt} ${from}`;
      streams.set(key, [...(streams.get(key) ?? []), Buffer.from(bytes)]);
      events.push({ bytes: attempt, from, length: bytes.length, at, fileOffset });
    },
    end: (attempt, from, how, at) => events.push({ end: attempt, from, how, at }),
    finish: (attempt, facts) => events.push({ finish: attempt, facts }),
  };
}

/** Writes a capture file with what `write` writes, and gives its path. */
export async function writePcapng(
  write: (writer: PcapngWriter) => void,
  options?: PcapngWriterOptions,
): Promise<string> {
  const path = temporaryFile('capture.pcapng');
  const file = RandomAccessFile.create(path);
  const queue = new AppendQueue(file, (reason) => {
    throw new Error(reason);
  });
  write(new PcapngWriter(queue, options));
  await queue.flush();
  file.dispose();
  return path;
}

/** Reads a capture file into a log. */
export async function readLog(path: string): Promise<{ readonly log: StreamLog; readonly end: FileEnd }> {
  const log = streamLog();
  const file = RandomAccessFile.open(path);
  const end = await readPackets(file, log);
  file.dispose();
  return { log, end };
}

/** The same, of bytes that are put into a file first. */
export function readLogOf(bytes: Uint8Array): ReturnType<typeof readLog> {
  const path = temporaryFile('bytes.pcapng');
  writeFileSync(path, bytes);
  return readLog(path);
}
