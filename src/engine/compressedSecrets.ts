import { joinBytes } from '../base/joinBytes.ts';
import type { AttemptRecord } from '../capture/attemptRecord.ts';
import type { CaptureReader } from '../capture/captureReader.ts';
import { limitsOf } from '../capture/captureView.ts';
import type { FrameTable } from '../capture/frameTable.ts';
import { messageFrames } from '../capture/messageFrames.ts';
import type { StreamEdit } from '../capture/streamEdit.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { encodeFrame } from '../protocol/frameEncoder.ts';
import { MASKING_KEY_BYTES, masked } from '../protocol/masking.ts';
import { isControl, OPCODE } from '../protocol/opcode.ts';
import { createInflater } from '../protocol/permessageDeflate.ts';
import { type SecretBytes, stars } from '../replay/secretBytes.ts';

const { maxInflatedBytes } = limitsOf({});

/** The frames of a message that permessage-deflate compressed. */
interface CompressedMessage {
  readonly frames: readonly number[];
  /** All of it came. */
  readonly whole: boolean;
}

interface Inflated {
  readonly bytes: Uint8Array;
  /** `bytes` is all that the payload says. */
  readonly all: boolean;
}

export interface CompressedStream {
  readonly reader: CaptureReader;
  readonly record: AttemptRecord;
  readonly from: Endpoint;
  readonly secrets: SecretBytes;
}

/**
 * Stars in the place of secrets in one endpoint's compressed messages. The first one that holds a secret, and all after it, are
 * written inflated, with RSV1 cleared: later ones may refer back to what a secret was (RFC 7692 §7.2.2), and messages that are not
 * compressed may stand between others (§6).
 */
export class CompressedSecrets {
  readonly #stream: CompressedStream;
  readonly #table: FrameTable;
  /** Frames to come of messages that were looked at. */
  readonly #known = new Set<number>();
  #inflating = false;

  constructor(stream: CompressedStream) {
    this.#stream = stream;
    this.#table = stream.reader.capture.ledger.table;
  }

  /** Whether the frame, which is asked about once, belongs to a message that was looked at. */
  knows(frame: number): boolean {
    return this.#known.delete(frame);
  }

  /** The compressed message that begins with this data frame, as far as it came before frame `end`; undefined: none does. */
  framesFrom(frame: number, end: number): CompressedMessage | undefined {
    const table = this.#table;
    const { record, from } = this.#stream;
    const agreed = record.handshake?.deflate !== undefined;
    const marked = agreed && table.rsv1(frame) && table.opcode(frame) !== OPCODE.continuation;
    if (!table.compressed(frame) && !(marked && table.message(frame) === 0)) return undefined;
    const frames = messageFrames(table, { first: record.firstFrame, end }, frame);
    const last = frames?.at(-1);
    if (frames !== undefined && last !== undefined && table.fin(last)) return this.#take({ frames, whole: true });
    const unfinished = [frame];
    for (let next = frame + 1; next < end && !table.fin(unfinished.at(-1) ?? next); next++) {
      if (table.from(next) !== from || isControl(table.opcode(next))) continue;
      if (table.opcode(next) !== OPCODE.continuation) break;
      unfinished.push(next);
    }
    return this.#take({ frames: unfinished, whole: false });
  }

  #take(message: CompressedMessage): CompressedMessage {
    for (const frame of message.frames.slice(1)) this.#known.add(frame);
    return message;
  }

  async editsOf({ frames, whole }: CompressedMessage): Promise<readonly StreamEdit[]> {
    const { record, secrets } = this.#stream;
    const wireLength = frames.reduce((sum, frame) => sum + this.#received(frame), 0);
    const tooLong = wireLength > maxInflatedBytes;
    const inflated = tooLong ? undefined : await (whole ? this.#whole(frames) : this.#begun(frames));
    if (inflated?.all === true) {
      const bytes = secrets.starred(inflated.bytes);
      if (bytes === inflated.bytes && !this.#inflating) return [];
      // Without context takeover no message refers to another one.
      this.#inflating = !this.#standsAlone(record);
      return this.#rewritten(frames, bytes);
    }
    const wire = tooLong ? undefined : joinBytes(await Promise.all(frames.map((frame) => this.#payload(frame))));
    const hides =
      inflated === undefined ||
      wire === undefined ||
      inflated.bytes.length >= maxInflatedBytes ||
      secrets.placesIn(inflated.bytes).length > 0 ||
      // It calls itself compressed and may not be.
      secrets.placesIn(wire).length > 0;
    if (!hides && !this.#inflating) return [];
    this.#inflating = !this.#standsAlone(record);
    // What it says is not known, or not where: all of it goes.
    return this.#rewritten(frames, stars(wireLength));
  }

  #standsAlone({ handshake }: AttemptRecord): boolean {
    const deflate = handshake?.deflate;
    const alone = this.#stream.from === 'server' ? deflate?.serverNoContextTakeover : deflate?.clientNoContextTakeover;
    return alone === true;
  }

  async #whole(frames: readonly number[]): Promise<Inflated> {
    const { reader, record } = this.#stream;
    const { bytes, problem } = await reader.payloads.inflated(record, frames);
    return { bytes, all: problem === undefined };
  }

  /** What can be had of a message that never became whole. */
  async #begun(frames: readonly number[]): Promise<Inflated> {
    const { record, from } = this.#stream;
    const deflate = record.handshake?.deflate;
    const inflater = createInflater({
      maxWindowBits: (from === 'server' ? deflate?.serverMaxWindowBits : deflate?.clientMaxWindowBits) ?? 15,
      noContextTakeover: this.#standsAlone(record),
      maxLength: maxInflatedBytes,
      // The last whole message left it so, and no other one follows.
      window: record.inflaterWindow(from),
    });
    const wire = joinBytes(await Promise.all(frames.map((frame) => this.#payload(frame))));
    return { bytes: inflater.inflate(wire).bytes, all: false };
  }

  #received(frame: number): number {
    const { reader, record } = this.#stream;
    return record.payloadReceived(reader.capture.ledger, frame);
  }

  async #payload(frame: number): Promise<Uint8Array> {
    const { reader, record } = this.#stream;
    return (await reader.payloads.frame(record, frame, 0, this.#received(frame))).bytes;
  }

  /** The frames with `payload` shared out among them as theirs was, not compressed. */
  async #rewritten(frames: readonly number[], payload: Uint8Array): Promise<readonly StreamEdit[]> {
    const table = this.#table;
    const { reader, record } = this.#stream;
    const edits: StreamEdit[] = [];
    const wireLength = frames.reduce((sum, frame) => sum + this.#received(frame), 0);
    let passed = 0;
    for (const frame of frames) {
      const received = this.#received(frame);
      const share = (length: number): number => Math.floor((payload.length * length) / Math.max(1, wireLength));
      const part = payload.subarray(share(passed), share(passed + received));
      passed += received;
      const header = await reader.payloads.header(record, frame);
      if (header.length === 0) break;
      const key = table.masked(frame)
        ? new DataView(header.buffer, header.byteOffset).getUint32(header.length - MASKING_KEY_BYTES)
        : undefined;
      const bytes = encodeFrame({
        opcode: table.opcode(frame),
        fin: table.fin(frame),
        rsv2: table.rsv2(frame),
        rsv3: table.rsv3(frame),
        maskingKey: key,
        // As many are missing as were.
        declaredLength: part.length + table.payloadLength(frame) - received,
      });
      edits.push({ offset: table.wireOffset(frame), length: header.length, bytes });
      if (received === 0) continue;
      const own = key === undefined ? part : masked(part, key);
      edits.push({ offset: table.payloadOffset(frame), length: received, bytes: own });
    }
    return edits;
  }
}
