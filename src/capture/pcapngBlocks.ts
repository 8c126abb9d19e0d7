/**
 * The blocks of a pcapng file that we write (draft-ietf-opsawg-pcapng): one section, one interface, enhanced packets.
 * Everything is little-endian and padded to 32 bits.
 */
export const BLOCK = {
  section: 0x0a0d0d0a,
  interface: 1,
  obsoletePacket: 2,
  simplePacket: 3,
  enhancedPacket: 6,
} as const;
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
export const OPTION = {
  end: 0,
  comment: 1,
  interfaceName: 2,
  userApplication: 4,
  timestampResolution: 9,
  timestampOffset: 14,
} as const;
/** Packets begin with an IP header. */
const LINKTYPE_RAW = 101;

/** From the block's start to its packet's first byte. */
export const PACKET_HEAD_BYTES = 28;
/** A block's type and both its lengths. */
export const BLOCK_FRAME_BYTES = 12;

/** Where packets have to end so that their blocks, without options, are whole in a file of that many bytes. */
export const packetsEndBefore = (fileLength: number): number => fileLength - (fileLength % 4) - 4;

export interface BlockOption {
  readonly code: number;
  readonly value: Uint8Array;
}

export const padded = (length: number): number => (length + 3) & ~3;

export const textOption = (code: number, text: string): BlockOption => ({
  code,
  value: new TextEncoder().encode(text),
});

/** Options as bytes, with the end-of-options mark; empty when there are none. */
export function encodeOptions(options: readonly BlockOption[]): Uint8Array {
  if (options.length === 0) return new Uint8Array(0);
  const bytes = new Uint8Array(options.reduce((sum, option) => sum + 4 + padded(option.value.length), 4));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { code, value } of options) {
    view.setUint16(at, code, true);
    view.setUint16(at + 2, value.length, true);
    bytes.set(value, at + 4);
    at += 4 + padded(value.length);
  }
  return bytes;
}

/** Section header and interface description: what stands before the first packet. */
export function encodePreamble(): Uint8Array {
  const section = encodeBlock(
    BLOCK.section,
    16,
    [textOption(OPTION.userApplication, 'WebSocket Inspector')],
    (view) => {
      view.setUint32(0, BYTE_ORDER_MAGIC, true);
      view.setUint16(4, 1, true);
      // The section's length is not known while it grows: all ones.
      view.setUint32(8, 0xffffffff, true);
      view.setUint32(12, 0xffffffff, true);
    },
  );
  const options = [
    textOption(OPTION.interfaceName, 'websocket-inspector'),
    { code: OPTION.timestampResolution, value: Uint8Array.of(6) },
  ];
  const description = encodeBlock(BLOCK.interface, 8, options, (view) => view.setUint16(0, LINKTYPE_RAW, true));
  const preamble = new Uint8Array(section.length + description.length);
  preamble.set(section);
  preamble.set(description, section.length);
  return preamble;
}

/** Writes all that stands before an enhanced packet's bytes. `at` is in whole microseconds since the epoch. */
export function writePacketHead(view: DataView, to: number, at: number, packetLength: number, total: number): void {
  view.setUint32(to, BLOCK.enhancedPacket, true);
  view.setUint32(to + 4, total, true);
  view.setUint32(to + 12, Math.floor(at / 0x1_0000_0000), true);
  view.setUint32(to + 16, at % 0x1_0000_0000, true);
  view.setUint32(to + 20, packetLength, true);
  view.setUint32(to + 24, packetLength, true);
}

/** Reads options from `start` to `end`; stops without a word where they make no sense. */
export function readOptions(view: DataView, start: number, end: number, littleEndian: boolean): BlockOption[] {
  const options: BlockOption[] = [];
  let at = start;
  while (at + 4 <= end) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === OPTION.end || at + 4 + length > end) break;
    options.push({ code, value: new Uint8Array(view.buffer, view.byteOffset + at + 4, length) });
    at += 4 + padded(length);
  }
  return options;
}

function encodeBlock(
  type: number,
  fixedLength: number,
  options: readonly BlockOption[],
  fill: (fixed: DataView) => void,
): Uint8Array {
  const encoded = encodeOptions(options);
  const total = BLOCK_FRAME_BYTES + fixedLength + encoded.length;
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, total, true);
  fill(new DataView(bytes.buffer, 8, fixedLength));
  bytes.set(encoded, 8 + fixedLength);
  view.setUint32(total - 4, total, true);
  return bytes;
}
