import type { FileEnd, PacketFormat } from './packetFormat.ts';
import { PacketStreams } from './packetStreams.ts';
import { isPcapMagic, PcapReader } from './pcapReader.ts';
import { isSectionHeader, PcapngReader } from './pcapngReader.ts';
import type { RandomAccessFile } from './randomAccessFile.ts';
import type { StreamSink } from './tcpStreams.ts';

const CHUNK_BYTES = 1024 * 1024;
/** What tells the kinds of files apart. */
const MAGIC_BYTES = 4;

export interface ReadFileOptions {
  /** Told after each piece of the file. */
  readonly onProgress?: (bytes: number) => void;
  /** Waited for after each piece of the file, before the next is read. */
  readonly afterPiece?: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Reads a pcap or pcapng file from its start to its end or to where it is damaged. Rejects only with `signal`'s reason, or as `afterPiece` does. */
export async function readPackets(
  file: Pick<RandomAccessFile, 'read'>,
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
    await options.afterPiece?.();
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
