import { PacketStreams } from './packetStreams.ts';
import { isPcapMagic, PcapReader } from './pcapReader.ts';
import { isSectionHeader, PcapngReader } from './pcapngReader.ts';
import type { RandomAccessFile } from './randomAccessFile.ts';
import type { StreamSink } from './tcpStreams.ts';

const CHUNK_BYTES = 1024 * 1024;
/** What tells the kinds of files apart. */
const MAGIC_BYTES = 4;

/** Something in the file that could not be used, with its place. */
export interface FileProblem {
  readonly offset: number;
  readonly sentence: string;
}

export interface FileEnd {
  /** Set when the file could not be read to its end: where, and why. */
  readonly cut: { readonly offset: number; readonly reason: string } | undefined;
  /** The first problems; reading went on after each. */
  readonly problems: readonly FileProblem[];
  readonly problemCount: number;
}

export interface ReadFileOptions {
  /** Told after each piece of the file. */
  readonly onProgress?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

export interface Step {
  /** Bytes of whole blocks that were read. */
  readonly used: number;
  /** Bytes that the next block needs to be whole. */
  readonly needed: number;
  /** Set when nothing after `used` can be read: why. */
  readonly damage?: string;
}

/** One kind of capture file, read piece by piece. */
export interface PacketFormat {
  /** What the file is made of, for words. */
  readonly block: string;
  /** Reads the whole blocks in `bytes`, which stand at `position` in the file. */
  read(bytes: Uint8Array, position: number): Step;
}

/** Reads a pcap or pcapng file from its start to its end or to where it is damaged. Rejects only with `signal`'s reason. */
export async function readPackets(
  file: RandomAccessFile,
  sink: StreamSink,
  options: ReadFileOptions = {},
): Promise<FileEnd> {
  const packets = new PacketStreams(sink);
  let format: PacketFormat | undefined;
  let buffer = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  let position = 0;
  let cut: FileEnd['cut'];
  for (;;) {
    options.signal?.throwIfAborted();
    let got: number;
    try {
      got = await file.read(buffer.subarray(filled), position + filled);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      cut = { offset: position + filled, reason: `The file cannot be read: ${why}` };
      break;
    }
    filled += got;
    if (format === undefined && filled >= MAGIC_BYTES) format = formatOf(buffer, packets);
    const step = format?.read(buffer.subarray(0, filled), position) ?? { used: 0, needed: MAGIC_BYTES };
    options.onProgress?.(position + step.used);
    if (step.damage !== undefined) {
      cut = { offset: position + step.used, reason: step.damage };
      break;
    }
    if (got === 0) {
      const left = filled - step.used;
      if (left > 0) cut = { offset: position + step.used, reason: endedInside(format?.block ?? 'block', left) };
      break;
    }
    buffer.copyWithin(0, step.used, filled);
    position += step.used;
    filled -= step.used;
    if (step.needed > buffer.length) {
      const larger = new Uint8Array(step.needed);
      larger.set(buffer.subarray(0, filled));
      buffer = larger;
    }
  }
  packets.end(position + filled);
  if (cut === undefined && position + filled === 0) cut = { offset: 0, reason: 'The file is empty.' };
  return { cut, problems: packets.problems, problemCount: packets.problemCount };
}

const endedInside = (block: string, left: number): string =>
  `The file ends in the middle of a ${block}, ${left} ${left === 1 ? 'byte' : 'bytes'} after the ${block} began: it was cut off.`;

function formatOf(bytes: Uint8Array, packets: PacketStreams): PacketFormat {
  const magic = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (isPcapMagic(magic)) return new PcapReader(packets);
  if (isSectionHeader(magic)) return new PcapngReader(packets);
  const damage =
    magic >>> 16 === 0x1f8b
      ? 'The file is compressed by gzip. Unpack it first.'
      : 'The file does not begin as a pcapng or a pcap file does: it is no capture.';
  return { block: 'block', read: () => ({ used: 0, needed: 0, damage }) };
}
