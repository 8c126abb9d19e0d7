import { micros } from '../base/branded.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { PacketChunks } from './packetChunks.ts';
import { readPackets } from './packetFile.ts';
import { type AttemptWriter, PcapngWriter } from './pcapngWriter.ts';
import { RandomAccessFile } from './randomAccessFile.ts';
import { SegmentIndex } from './segmentIndex.ts';
import { EditedStream, type StreamEdit } from './streamEdit.ts';
import type { StreamSink } from './tcpStreams.ts';

export interface CopyPlan {
  /** The TCP connection of the file that is copied, by number from 1; undefined: all of them. */
  readonly connection: number | undefined;
  /**
   * What is changed of all that the endpoint wrote in an attempt (numbered from 1 in the copy): edits that rise and do not overlap.
   * They are asked for as the copy comes to them.
   */
  readonly edits: (attempt: number, from: Endpoint) => AsyncIterator<StreamEdit, unknown, undefined>;
  /** What is written of the facts that begin or finish an attempt. */
  readonly facts: (facts: unknown) => unknown;
  /** Lines for whoever opens the copy in another program. */
  readonly remarks: (attempt: number) => { readonly begin: readonly string[]; readonly end: readonly string[] };
  readonly signal?: AbortSignal | undefined;
}

interface Copied {
  readonly number: number;
  readonly writer: AttemptWriter;
  readonly streams: Readonly<Record<Endpoint, EditedStream>>;
  readonly written: Record<Endpoint, number>;
}

/** One thing that a piece of the file told, to be copied after the piece was read. */
type Step = () => Promise<void> | undefined;

/** Bytes of the copy that are collected before they are handed over. */
const HAND_OVER_BYTES = 1024 * 1024;

/**
 * Writes the connections of a capture file anew as pcapng, piece by piece: the same bytes at the same times, but for the edits. What
 * is added to the file meanwhile stays out. Rejects with the system's error when the file cannot be opened, with that of `write` or of
 * the edits, or with the signal's reason; what a damaged file holds is copied up to the damage.
 */
export async function copyCapture(
  file: string,
  plan: CopyPlan,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  const source = RandomAccessFile.open(file);
  const chunks = new PacketChunks();
  const steps: Step[] = [];
  let handed = 0;
  const handOver = async (): Promise<void> => {
    handed = chunks.length;
    for (const chunk of chunks.take()) await write(chunk);
  };
  const copySteps = async (): Promise<void> => {
    for (const step of steps.splice(0)) {
      const waited = step();
      if (waited !== undefined) await waited;
      if (chunks.length - handed >= HAND_OVER_BYTES) await handOver();
    }
    await handOver();
  };
  try {
    const { size } = await source.status();
    const asItIs = {
      read: (buffer: Uint8Array, position: number) =>
        source.read(buffer.subarray(0, Math.max(0, size - position)), position),
    };
    await readPackets(asItIs, copyingSink(plan, new PcapngWriter(chunks), steps), {
      afterPiece: copySteps,
      ...(plan.signal === undefined ? {} : { signal: plan.signal }),
    });
    await copySteps();
  } finally {
    source.dispose();
  }
}

/** Puts what it is told into `steps`, to be copied in that order. */
function copyingSink({ connection, edits, ...plan }: CopyPlan, writer: PcapngWriter, steps: Step[]): StreamSink {
  const attempts = new Map<number, Copied>();
  let lastAt = micros(0);
  const copy = (attempt: number, step: (copied: Copied) => Promise<void> | undefined): void => {
    if (connection !== undefined && attempt !== connection) return;
    steps.push(() => {
      const copied = attempts.get(attempt);
      return copied === undefined ? undefined : step(copied);
    });
  };
  const writeBytes = ({ writer: to, streams, written }: Copied, from: Endpoint, bytes: Uint8Array): void => {
    const changed = streams[from].take(bytes);
    to.bytes(from, changed, lastAt, written[from], new SegmentIndex());
    written[from] += changed.length;
  };
  const begin = (attempt: number, facts: unknown): void => {
    const number = attempts.size + 1;
    const stream = (from: Endpoint): EditedStream => new EditedStream(edits(number, from));
    attempts.set(attempt, {
      number,
      writer: writer.begin(number, plan.facts(facts), lastAt, plan.remarks(number).begin),
      streams: { client: stream('client'), server: stream('server') },
      written: { client: 0, server: 0 },
    });
  };
  return {
    begin: (attempt, facts, at) => {
      if (connection !== undefined && attempt !== connection) return;
      steps.push(() => {
        lastAt = at;
        begin(attempt, facts);
        return undefined;
      });
    },
    bytes: (attempt, from, bytes, at) => {
      const own = Uint8Array.from(bytes);
      copy(attempt, (copied) => {
        lastAt = at;
        const stream = copied.streams[from];
        if (!stream.isReadyFor(own.length))
          return stream.readyFor(own.length).then(() => writeBytes(copied, from, own));
        writeBytes(copied, from, own);
        return undefined;
      });
    },
    end: (attempt, from, how, at) =>
      copy(attempt, ({ writer: to }) => {
        to.end(from, how, (lastAt = at));
        return undefined;
      }),
    finish: (attempt, facts) =>
      copy(attempt, ({ number, writer: to }) => {
        to.finish(plan.facts(facts), lastAt, plan.remarks(number).end);
        return undefined;
      }),
  };
}
