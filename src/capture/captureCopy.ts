import { micros } from '../base/branded.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { PacketChunks } from './packetChunks.ts';
import { readPackets } from './packetFile.ts';
import { type AttemptWriter, PcapngWriter } from './pcapngWriter.ts';
import { RandomAccessFile } from './randomAccessFile.ts';
import { SegmentIndex } from './segmentIndex.ts';

export interface CopyPlan {
  /** The TCP connection of the file that is copied, by number from 1; undefined: all of them. */
  readonly connection: number | undefined;
  /**
   * May change what is written of an attempt (numbered from 1 in the copy), never how long it is: `bytes` are a copy of what stands at
   * `offset` of all that the endpoint wrote.
   */
  readonly change: (attempt: number, from: Endpoint, offset: number, bytes: Uint8Array) => void;
  /** Lines for whoever opens the copy in another program. */
  readonly remarks: (attempt: number) => { readonly begin: readonly string[]; readonly end: readonly string[] };
  readonly signal?: AbortSignal | undefined;
}

interface Copied {
  readonly number: number;
  readonly writer: AttemptWriter;
  readonly written: Record<Endpoint, number>;
}

/**
 * Writes the connections of a capture file anew as pcapng, piece by piece: the same bytes at the same times. Rejects with the system's
 * error when the file cannot be opened, with that of `write`, or with the signal's reason; what a damaged file holds is copied up to
 * the damage.
 */
export async function copyCapture(
  file: string,
  { connection, change, remarks, signal }: CopyPlan,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  const source = RandomAccessFile.open(file);
  const chunks = new PacketChunks();
  const writer = new PcapngWriter(chunks);
  const attempts = new Map<number, Copied>();
  let lastAt = micros(0);
  const handOver = async (): Promise<void> => {
    for (const chunk of chunks.take()) await write(chunk);
  };
  try {
    await readPackets(
      source,
      {
        begin: (attempt, facts, at) => {
          if (connection !== undefined && attempt !== connection) return;
          const number = attempts.size + 1;
          const begun = writer.begin(number, facts, (lastAt = at), remarks(number).begin);
          attempts.set(attempt, { number, writer: begun, written: { client: 0, server: 0 } });
        },
        bytes: (attempt, from, bytes, at) => {
          const copied = attempts.get(attempt);
          if (copied === undefined) return;
          const own = Uint8Array.from(bytes);
          change(copied.number, from, copied.written[from], own);
          copied.writer.bytes(from, own, (lastAt = at), copied.written[from], new SegmentIndex());
          copied.written[from] += own.length;
        },
        end: (attempt, from, how, at) => attempts.get(attempt)?.writer.end(from, how, (lastAt = at)),
        finish: (attempt, facts) => {
          const copied = attempts.get(attempt);
          copied?.writer.finish(facts, lastAt, remarks(copied.number).end);
        },
      },
      { afterPiece: handOver, ...(signal === undefined ? {} : { signal }) },
    );
    await handOver();
  } finally {
    source.dispose();
  }
}
