import { type Micros, micros } from '../base/branded.ts';
import { isReadableLinkType, unreadableLinkType } from './linkLayer.ts';
import type { PacketFormat, Step } from './packetFormat.ts';
import type { PacketStreams } from './packetStreams.ts';
import { BLOCK, BLOCK_FRAME_BYTES, BYTE_ORDER_MAGIC, OPTION, padded, readOptions } from './pcapngBlocks.ts';

/** A longer block is taken for damage: packets are at most 64 KiB, and comments are short. */
const MAX_BLOCK_BYTES = 16 * 1024 * 1024;
/** Before a packet in its block, and the least that its block has. */
const PACKET_START = 28;
const LEAST_PACKET_BLOCK = 32;

interface CaptureInterface {
  readonly linkType: number;
  readonly unitsPerMicro: number;
  /** Seconds to be added to every time. */
  readonly offsetSeconds: number;
}

export const isSectionHeader = (magic: number): boolean => magic === BLOCK.section;

/** Reads a pcapng file (draft-ietf-opsawg-pcapng): sections, interfaces and enhanced packets; the rest says nothing about bytes. */
export class PcapngReader implements PacketFormat {
  readonly block = 'block';
  readonly #packets: PacketStreams;
  #littleEndian = true;
  #interfaces: CaptureInterface[] = [];

  constructor(packets: PacketStreams) {
    this.#packets = packets;
  }

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
      if (problem !== undefined) this.#packets.problem(position + at, problem);
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
      this.#interfaces = [];
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
      case BLOCK.obsoletePacket:
        return 'A packet in a block of an older or simpler kind was left out.';
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
    const shift = options.find((option) => option.code === OPTION.timestampOffset)?.value;
    const offsetSeconds =
      shift?.length === 8 ? Number(new DataView(shift.buffer, shift.byteOffset).getBigInt64(0, this.#littleEndian)) : 0;
    this.#interfaces.push({ linkType, unitsPerMicro: unitsPerSecond / 1e6, offsetSeconds });
    return isReadableLinkType(linkType) ? undefined : unreadableLinkType(linkType);
  }

  #packet(bytes: Uint8Array, view: DataView, at: number, total: number, position: number): string | undefined {
    if (total < LEAST_PACKET_BLOCK) return 'A packet block is too short.';
    const little = this.#littleEndian;
    const from = this.#interfaces[view.getUint32(at + 8, little)];
    if (from === undefined) return 'A packet names an interface that was not described.';
    if (!isReadableLinkType(from.linkType)) return undefined;
    const captured = view.getUint32(at + 20, little);
    if (captured > total - LEAST_PACKET_BLOCK) return `A packet claims ${captured} bytes in a block of ${total}.`;
    const optionsStart = at + PACKET_START + padded(captured);
    const comments =
      optionsStart + 8 < at + total
        ? readOptions(view, optionsStart, at + total - 4, little)
            .filter((option) => option.code === OPTION.comment)
            .map((option) => new TextDecoder().decode(option.value))
        : [];
    this.#packets.push({
      ...{ bytes, view, start: at + PACKET_START, captured, position, place: position + at, comments },
      ...{ linkType: from.linkType, littleEndian: little },
      at: timeOf(view.getUint32(at + 12, little), view.getUint32(at + 16, little), from),
    });
    return undefined;
  }
}

/** The two halves of a time as microseconds since the epoch; nanoseconds do not fit a double and are divided exactly first. */
function timeOf(high: number, low: number, { unitsPerMicro, offsetSeconds }: CaptureInterface): Micros {
  const shift = offsetSeconds * 1e6;
  if (unitsPerMicro <= 1 || !Number.isInteger(unitsPerMicro)) {
    return micros((high * 0x1_0000_0000 + low) / unitsPerMicro + shift);
  }
  const units = (BigInt(high) << 32n) | BigInt(low);
  const divisor = BigInt(unitsPerMicro);
  return micros(Number(units / divisor) + Number(units % divisor) / unitsPerMicro + shift);
}

const swapped = (word: number): number =>
  (((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
