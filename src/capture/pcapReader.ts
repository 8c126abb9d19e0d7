import { micros } from '../base/branded.ts';
import { isReadableLinkType, unreadableLinkType } from './linkLayer.ts';
import type { PacketFormat, Step } from './packetFormat.ts';
import type { PacketStreams } from './packetStreams.ts';

/** draft-ietf-opsawg-pcap §4, §5. */
const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
/** A longer packet is taken for damage: Wireshark has the same limit. */
const MAX_PACKET_BYTES = 256 * 1024;

/** The first four bytes, read with the big end first, and what they tell. */
const MAGICS = new Map([
  [0xa1b2c3d4, { littleEndian: false, unitsPerMicro: 1 }],
  [0xd4c3b2a1, { littleEndian: true, unitsPerMicro: 1 }],
  [0xa1b23c4d, { littleEndian: false, unitsPerMicro: 1000 }],
  [0x4d3cb2a1, { littleEndian: true, unitsPerMicro: 1000 }],
]);

export const isPcapMagic = (magic: number): boolean => MAGICS.has(magic);

/** Reads the older kind of file, as tcpdump writes it: a header, then packets. */
export class PcapReader implements PacketFormat {
  readonly block = 'packet';
  readonly #packets: PacketStreams;
  #littleEndian = true;
  #unitsPerMicro = 1;
  #linkType: number | undefined;

  constructor(packets: PacketStreams) {
    this.#packets = packets;
  }

  read(bytes: Uint8Array, position: number): Step {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    if (this.#linkType === undefined) {
      if (bytes.length < FILE_HEADER_BYTES) return { used: 0, needed: FILE_HEADER_BYTES };
      this.#linkType = this.#header(view);
      at = FILE_HEADER_BYTES;
    }
    const little = this.#littleEndian;
    while (at + RECORD_HEADER_BYTES <= bytes.length) {
      const captured = view.getUint32(at + 8, little);
      if (captured > MAX_PACKET_BYTES) {
        return { used: at, needed: 0, damage: `A packet claims a length of ${captured} bytes, which cannot be.` };
      }
      const total = RECORD_HEADER_BYTES + captured;
      if (at + total > bytes.length) return { used: at, needed: total };
      const seconds = view.getUint32(at, little);
      const fraction = view.getUint32(at + 4, little) / this.#unitsPerMicro;
      if (isReadableLinkType(this.#linkType)) {
        this.#packets.push({
          ...{ bytes, view, start: at + RECORD_HEADER_BYTES, captured, position, place: position + at },
          ...{ linkType: this.#linkType, littleEndian: little, at: micros(seconds * 1e6 + fraction), comments: [] },
        });
      }
      at += total;
    }
    return { used: at, needed: RECORD_HEADER_BYTES };
  }

  #header(view: DataView): number {
    const told = MAGICS.get(view.getUint32(0));
    this.#littleEndian = told?.littleEndian ?? true;
    this.#unitsPerMicro = told?.unitsPerMicro ?? 1;
    // The upper bits tell of a frame check sequence, which stands behind the packet and is not looked at.
    const linkType = view.getUint32(20, this.#littleEndian) & 0x0fffffff;
    if (!isReadableLinkType(linkType)) this.#packets.problem(20, unreadableLinkType(linkType));
    return linkType;
  }
}
