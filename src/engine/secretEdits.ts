import { setImmediate as turn } from 'node:timers/promises';
import type { FrameTable } from '../capture/frameTable.ts';
import { rangeOf } from '../capture/payloads.ts';
import type { StreamEdit } from '../capture/streamEdit.ts';
import { MASKING_KEY_BYTES, masked } from '../protocol/masking.ts';
import { isControl, OPCODE } from '../protocol/opcode.ts';
import { stars } from '../replay/secretBytes.ts';
import { CompressedSecrets, type CompressedStream } from './compressedSecrets.ts';
import { type Piece, SecretSearch } from './secretSearch.ts';
import { StreamWindow, WINDOW_BYTES } from './streamWindow.ts';

export interface SecretStream extends CompressedStream {
  /** What is changed before the first frame: heads, and perhaps the body of a refusal. */
  readonly begun: readonly StreamEdit[];
  /** Asked before it goes on. */
  readonly signal: AbortSignal;
}

interface UnmaskedPiece extends Piece {
  /** With what its place in the payload is masked; undefined: not masked. */
  readonly mask: { readonly key: number; readonly position: number } | undefined;
}

/** Bytes of a Close frame's payload before its reason (RFC 6455 §5.5.1). */
const STATUS_CODE_BYTES = 2;
/** Other work of the thread waits for about so long at most. */
const STRETCH_MS = 8;

/** Stars in the place of secrets in all that an endpoint wrote. What it wrote stays a right stream of frames if it was one. */
export async function* secretEdits(stream: SecretStream): AsyncGenerator<StreamEdit, void, undefined> {
  const { reader, record, from, begun, signal } = stream;
  const { ledger } = reader.capture;
  const { table } = ledger;
  const { segments } = record.directions[from];
  const search = new StreamSearch(stream);
  for (const edit of begun) search.add(edit);
  let covered = 0;
  for (const { offset, length } of begun) covered = Math.max(covered, offset + length);
  const { first, end } = rangeOf(record);
  let turned = performance.now();
  for (let frame = first; frame < end; frame++) {
    if (table.from(frame) !== from) continue;
    const start = table.wireOffset(frame);
    if (start > covered) await search.between(covered, start);
    yield* search.before(start);
    await search.frame(frame, end);
    covered = Math.max(covered, table.payloadOffset(frame) + record.payloadReceived(ledger, frame));
    if (performance.now() - turned < STRETCH_MS) continue;
    signal.throwIfAborted();
    await turn();
    turned = performance.now();
  }
  // Whatever else was written: after the last frame, or where no frames are.
  if (segments.end > covered) await search.between(covered, segments.end);
  yield* search.rest();
}

class StreamSearch {
  readonly #stream: SecretStream;
  readonly #table: FrameTable;
  readonly #window: StreamWindow;
  readonly #compressed: CompressedSecrets;
  #edits: StreamEdit[] = [];
  /** The uncompressed message that is open. */
  #message: SecretSearch<UnmaskedPiece> | undefined;

  constructor(stream: SecretStream) {
    const { reader, record, from } = stream;
    this.#stream = stream;
    this.#table = reader.capture.ledger.table;
    this.#window = new StreamWindow(reader, record, from);
    this.#compressed = new CompressedSecrets(stream);
  }

  add(...edits: readonly StreamEdit[]): void {
    this.#edits.push(...edits);
  }

  /** The edits before `offset` to which nothing can be added any more. */
  before(offset: number): readonly StreamEdit[] {
    if (this.#edits.length === 0) return this.#edits;
    const sure = Math.min(offset, this.#message?.heldFrom ?? offset);
    const all = this.#edits.sort((a, b) => a.offset - b.offset);
    const later = all.findIndex((edit) => edit.offset >= sure);
    this.#edits = later < 0 ? [] : all.slice(later);
    return later < 0 ? all : all.slice(0, later);
  }

  rest(): readonly StreamEdit[] {
    this.#message?.end();
    return this.before(Number.POSITIVE_INFINITY);
  }

  /** Bytes that belong to no frame. */
  async between(start: number, end: number): Promise<void> {
    const search = this.#search();
    await this.#push(search, start, end - start, undefined);
    search.end();
  }

  /** `end` is where the frames end that are looked at. */
  async frame(frame: number, end: number): Promise<void> {
    const table = this.#table;
    const opcode = table.opcode(frame);
    if (isControl(opcode)) {
      const search = this.#search();
      await this.#payload(search, frame, opcode === OPCODE.close ? STATUS_CODE_BYTES : 0);
      search.end();
      return;
    }
    if (this.#compressed.knows(frame)) return;
    const compressed = this.#compressed.framesFrom(frame, end);
    if (compressed !== undefined) {
      this.add(...(await this.#compressed.editsOf(compressed)));
      return;
    }
    if (opcode !== OPCODE.continuation) {
      this.#message?.end();
      this.#message = undefined;
    }
    const message = (this.#message ??= this.#search());
    await this.#payload(message, frame, 0);
    if (!table.fin(frame)) return;
    message.end();
    this.#message = undefined;
  }

  #search(): SecretSearch<UnmaskedPiece> {
    return new SecretSearch(this.#stream.secrets, ({ offset, mask }, { start, end }) => {
      const bytes = stars(end - start);
      const edit = { offset: offset + start, length: end - start };
      this.add({ ...edit, bytes: mask === undefined ? bytes : masked(bytes, mask.key, mask.position + start) });
    });
  }

  async #payload(search: SecretSearch<UnmaskedPiece>, frame: number, skipped: number): Promise<void> {
    const { reader, record } = this.#stream;
    const start = this.#table.payloadOffset(frame);
    const received = record.payloadReceived(reader.capture.ledger, frame);
    if (received <= skipped) return;
    let key: number | undefined;
    if (this.#table.masked(frame)) {
      const octets = await this.#window.bytes(start - MASKING_KEY_BYTES, MASKING_KEY_BYTES);
      if (octets.length < MASKING_KEY_BYTES) return;
      key = new DataView(octets.buffer, octets.byteOffset).getUint32(0);
    }
    await this.#push(
      search,
      start + skipped,
      received - skipped,
      key === undefined ? undefined : { key, position: skipped },
    );
  }

  async #push(
    search: SecretSearch<UnmaskedPiece>,
    start: number,
    length: number,
    mask: UnmaskedPiece['mask'],
  ): Promise<void> {
    for (let done = 0; done < length;) {
      const raw = await this.#window.bytes(start + done, Math.min(WINDOW_BYTES, length - done));
      if (raw.length === 0) return;
      const at = mask && { key: mask.key, position: mask.position + done };
      search.push({ bytes: at === undefined ? raw : masked(raw, at.key, at.position), offset: start + done, mask: at });
      done += raw.length;
      this.#stream.signal.throwIfAborted();
    }
  }
}
