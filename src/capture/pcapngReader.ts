import { micros } from '../base/branded.ts';
import {
  BLOCK,
  BLOCK_FRAME_BYTES,
  BYTE_ORDER_MAGIC,
  LINKTYPE_RAW,
  OPTION,
  padded,
  readOptions,
} from './pcapngBlocks.ts';
import type { RandomAccessFile } from './randomAccessFile.ts';
import { type StreamSink, TcpStreams } from './tcpStreams.ts';
import { readSegment } from './tcpSegment.ts';

const CHUNK_BYTES = 1024 * 1024;
/** A longer block is taken for damage: packets are at most 64 KiB, and comments are short. */
const MAX_BLOCK_BYTES = 16 * 1024 * 1024;
const MAX_PROBLEMS = 100;

/** Something in the file that could not be used, with its place. */
export interface FileProblem {
  readonly offset: number;
  readonly sentence: string;
}

export interface PcapngEnd {
  /** Set when the file could not be read to its end: where, and why. */
  readonly cut: { readonly offset: number; readonly reason: string } | undefined;
  /** The first problems; reading went on after each. */
  readonly problems: readonly FileProblem[];
  readonly problemCount: number;
}

export interface ReadPcapngOptions {
  /** Told after each piece of the file. */
  readonly onProgress?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

interface CaptureInterface {
  readonly linkType: number;
  readonly unitsPerMicro: number;
}

/** Reads a pcapng file from its start to its end or to where it is damaged, piece by piece. Rejects only with `signal`'s reason. */
export async function readPcapng(
  file: RandomAccessFile,
  sink: StreamSink,
  options: ReadPcapngOptions = {},
): Promise<PcapngEnd> {
  const blocks = new BlockReader(sink);
  let buffer = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  let position = 0;
  let cut: PcapngEnd['cut'];
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
    const step = blocks.read(buffer.subarray(0, filled), position);
    options.onProgress?.(position + step.used);
    if (step.damage !== undefined) {
      cut = { offset: position + step.used, reason: step.damage };
      break;
    }
    if (got === 0) {
      if (step.used < filled) cut = { offset: position + step.used, reason: endedInside(filled - step.used) };
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
  blocks.streams.endAll();
  if (cut === undefined && position + filled === 0) cut = { offset: 0, reason: 'The file is empty.' };
  return { cut, problems: blocks.problems, problemCount: blocks.problemCount };
}

const endedInside = (left: number): string =>
  `The file ends in the middle of a block, ${left} ${left === 1 ? 'byte' : 'bytes'} after the block began: it was cut off.`;

interface Step {
  /** Bytes of whole blocks that were read. */
  readonly used: number;
  /** Bytes that the next block needs to be whole. */
  readonly needed: number;
  /** Set when nothing after `used` can be read: why. */
  readonly damage?: string;
}

class BlockReader {
  readonly streams: TcpStreams;
  readonly problems: FileProblem[] = [];
  problemCount = 0;
  #littleEndian = true;
  #inSection = false;
  #interfaces: CaptureInterface[] = [];

  constructor(sink: StreamSink) {
    this.streams = new TcpStreams(sink);
  }

  /** Reads the whole blocks in `bytes`, which stand at `position` in the file. */
  read(bytes: Uint8Array, position: number): Step {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    while (at + BLOCK_FRAME_BYTES <= bytes.length) {
      const damage = this.#beginBlock(view, at);
      if (damage !== undefined) return { used: at, needed: 0, damage };
      const total = view.getUint32(at + 4, this.#littleEndian);
      if (total < BLOCK_FRAME_BYTES || total % 4 !== 0 || total > MAX_BLOCK_BYTES) {
        return { used: at, needed: 0, damage: `A block claims a length of ${total} bytes, which cannot be.` };
      }
      if (at + total > bytes.length) return { used: at, needed: total };
      const again = view.getUint32(at + total - 4, this.#littleEndian);
      if (again !== total) {
        return {
          used: at,
          needed: 0,
          damage: `A block begins with the length ${total} and ends with the length ${again}: the file is damaged here.`,
        };
      }
      const problem = this.#block(bytes, view, at, total, position);
      if (problem !== undefined) this.#problem(position + at, problem);
      at += total;
    }
    return { used: at, needed: BLOCK_FRAME_BYTES };
  }

  #beginBlock(view: DataView, at: number): string | undefined {
    if (view.getUint32(at) === BLOCK.section) {
      const magic = view.getUint32(at + 8);
      if (magic !== BYTE_ORDER_MAGIC && magic !== swapped(BYTE_ORDER_MAGIC)) {
        return 'The section header does not tell its byte order: this is no pcapng file.';
      }
      this.#littleEndian = magic !== BYTE_ORDER_MAGIC;
      this.#inSection = true;
      this.#interfaces = [];
    } else if (!this.#inSection) {
      return 'The file does not begin with a section header: this is no pcapng file.';
    }
    return undefined;
  }

  #block(bytes: Uint8Array, view: DataView, at: number, total: number, position: number): string | undefined {
    switch (view.getUint32(at, this.#littleEndian)) {
      case BLOCK.interface:
        return this.#interface(view, at, total);
      case BLOCK.enhancedPacket:
        return this.#packet(bytes, view, at, total, position);
      case BLOCK.simplePacket:
        return 'A packet without a time was left out.';
      default:
        // Names, statistics and other people's blocks say nothing about the bytes.
        return undefined;
    }
  }

  #interface(view: DataView, at: number, total: number): string | undefined {
    if (total < 20) return 'An interface description is too short.';
    const linkType = view.getUint16(at + 8, this.#littleEndian);
    const options = readOptions(view, at + 16, at + total - 4, this.#littleEndian);
    const resolution = options.find((option) => option.code === OPTION.timestampResolution)?.value[0] ?? 6;
    const unitsPerSecond = resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution;
    this.#interfaces.push({ linkType, unitsPerMicro: unitsPerSecond / 1e6 });
    return linkType === LINKTYPE_RAW
      ? undefined
      : `Packets of link type ${linkType} are left out: only raw IP (${LINKTYPE_RAW}), as WebSocket Inspector writes it, can be read.`;
  }

  #packet(bytes: Uint8Array, view: DataView, at: number, total: number, position: number): string | undefined {
    if (total < 32) return 'A packet block is too short.';
    const little = this.#littleEndian;
    const from = this.#interfaces[view.getUint32(at + 8, little)];
    if (from === undefined) return 'A packet names an interface that was not described.';
    if (from.linkType !== LINKTYPE_RAW) return undefined;
    const length = view.getUint32(at + 20, little);
    if (length > total - 32) return `A packet claims ${length} bytes in a block of ${total}.`;
    const units = view.getUint32(at + 12, little) * 0x1_0000_0000 + view.getUint32(at + 16, little);
    const segment = readSegment(view, at + 28, length);
    if (typeof segment === 'string') return `A packet was left out: ${segment}.`;
    const optionsStart = at + 28 + padded(length);
    const comments =
      optionsStart + 8 < at + total
        ? readOptions(view, optionsStart, at + total - 4, little)
            .filter((option) => option.code === OPTION.comment)
            .map((option) => new TextDecoder().decode(option.value))
        : [];
    const problem = this.streams.push({
      segment,
      bytes: bytes.subarray(segment.payloadStart, segment.payloadEnd),
      at: micros(units / from.unitsPerMicro),
      fileOffset: position + segment.payloadStart,
      comments,
    });
    return problem === undefined ? undefined : `A packet was left out: ${problem}.`;
  }

  #problem(offset: number, sentence: string): void {
    this.problemCount += 1;
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ offset, sentence });
  }
}

const swapped = (word: number): number =>
  (((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
