/** One row of the frame list. */
export interface FrameRow {
  /** 0-based index in the capture; shown plus one. */
  readonly frame: number;
  readonly from: 'client' | 'server';
  /** Milliseconds since the session began, exact to the microsecond. */
  readonly atMs: number;
  /** Milliseconds since the frame before it in the capture; undefined for the first. */
  readonly sinceMs: number | undefined;
  readonly fin: boolean;
  readonly rsv1: boolean;
  readonly rsv2: boolean;
  readonly rsv3: boolean;
  readonly opcode: number;
  readonly masked: boolean;
  /** False while it grows, or for ever when the stream ended inside it. */
  readonly complete: boolean;
  readonly payloadLength: number;
  readonly payloadReceived: number;
  readonly wireLength: number;
  /** Set on the last frame of a compressed message: its length after inflation. */
  readonly inflatedLength: number | undefined;
  /** Message number, 0 for a frame that belongs to none. */
  readonly message: number;
  readonly violations: number;
  /** First line-free characters of the payload: text as text, binary as hex, Close as code and reason. */
  readonly preview: string;
  /** True when the preview does not show the whole payload. */
  readonly previewCut: boolean;
}

const RECORD_BYTES = 64;
const MAGIC = 0x57534602;
const HEADER_BYTES = 16;
const UNKNOWN = -1;

const FLAG = { server: 1, fin: 2, rsv1: 4, rsv2: 8, rsv3: 16, masked: 32, complete: 64, previewCut: 128 } as const;

/** Packs rows into one buffer: a header, a fixed record a row, then the previews as UTF-8, one after the other. */
export function encodeFramePage(rows: readonly FrameRow[]): ArrayBuffer {
  const encoder = new TextEncoder();
  const previews = rows.map((row) => encoder.encode(row.preview));
  const textStart = HEADER_BYTES + rows.length * RECORD_BYTES;
  const total = previews.reduce((sum, text) => sum + text.length, textStart);
  const buffer = new ArrayBuffer(total);
  const view = new DataView(buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, rows.length);
  let text = textStart;
  rows.forEach((row, i) => {
    const at = HEADER_BYTES + i * RECORD_BYTES;
    const preview = previews[i] ?? new Uint8Array();
    const flags =
      (row.from === 'server' ? FLAG.server : 0) |
      (row.fin ? FLAG.fin : 0) |
      (row.rsv1 ? FLAG.rsv1 : 0) |
      (row.rsv2 ? FLAG.rsv2 : 0) |
      (row.rsv3 ? FLAG.rsv3 : 0) |
      (row.masked ? FLAG.masked : 0) |
      (row.complete ? FLAG.complete : 0) |
      (row.previewCut ? FLAG.previewCut : 0);
    view.setFloat64(at, row.frame);
    view.setFloat64(at + 8, row.atMs);
    view.setFloat64(at + 16, row.payloadLength);
    view.setFloat64(at + 24, row.payloadReceived);
    view.setFloat64(at + 32, row.inflatedLength ?? UNKNOWN);
    view.setUint32(at + 40, row.message);
    view.setUint32(at + 44, preview.length);
    view.setUint16(at + 48, Math.min(row.violations, 0xffff));
    view.setUint8(at + 50, flags);
    view.setUint8(at + 51, row.opcode);
    // A whole message has one header a fragment.
    view.setUint32(at + 52, row.wireLength - row.payloadLength);
    view.setFloat64(at + 56, row.sinceMs ?? UNKNOWN);
    new Uint8Array(buffer, text, preview.length).set(preview);
    text += preview.length;
  });
  return buffer;
}

/** Undoes `encodeFramePage`. Throws when the buffer is not such a page: that would be our own bug. */
export function decodeFramePage(buffer: ArrayBuffer): FrameRow[] {
  const view = new DataView(buffer);
  if (buffer.byteLength < HEADER_BYTES || view.getUint32(0) !== MAGIC) throw new Error('Not a frame page');
  const count = view.getUint32(4);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const rows: FrameRow[] = [];
  let text = HEADER_BYTES + count * RECORD_BYTES;
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + i * RECORD_BYTES;
    const flags = view.getUint8(at + 50);
    const payloadLength = view.getFloat64(at + 16);
    const since = view.getFloat64(at + 56);
    const inflated = view.getFloat64(at + 32);
    const previewLength = view.getUint32(at + 44);
    rows.push({
      frame: view.getFloat64(at),
      from: flags & FLAG.server ? 'server' : 'client',
      atMs: view.getFloat64(at + 8),
      sinceMs: since === UNKNOWN ? undefined : since,
      fin: (flags & FLAG.fin) !== 0,
      rsv1: (flags & FLAG.rsv1) !== 0,
      rsv2: (flags & FLAG.rsv2) !== 0,
      rsv3: (flags & FLAG.rsv3) !== 0,
      opcode: view.getUint8(at + 51),
      masked: (flags & FLAG.masked) !== 0,
      complete: (flags & FLAG.complete) !== 0,
      payloadLength,
      payloadReceived: view.getFloat64(at + 24),
      wireLength: payloadLength + view.getUint32(at + 52),
      inflatedLength: inflated === UNKNOWN ? undefined : inflated,
      message: view.getUint32(at + 40),
      violations: view.getUint16(at + 48),
      preview: decoder.decode(new Uint8Array(buffer, text, previewLength)),
      previewCut: (flags & FLAG.previewCut) !== 0,
    });
    text += previewLength;
  }
  return rows;
}
