import { joinBytes } from '../base/joinBytes.ts';
import { LruCache } from '../base/lruCache.ts';
import type { AppendQueue } from './appendQueue.ts';
import type { RandomAccessFile } from './randomAccessFile.ts';
import type { SegmentIndex } from './segmentIndex.ts';

const BLOCK_BYTES = 64 * 1024;
const CACHED_BLOCKS = 64;
/** Longer reads go past the cache: they would only push out what pages need. */
const DIRECT_BYTES = 512 * 1024;
/** Reading so many bytes in vain costs less than another read. */
const MAX_GAP_BYTES = 256 * 1024;

/** Reads what endpoints wrote back out of the capture file. */
export class FileBytes {
  readonly #file: RandomAccessFile | undefined;
  readonly #queue: AppendQueue | undefined;
  readonly #blocks = new LruCache<number, Uint8Array>(CACHED_BLOCKS);

  /** `queue` is what still goes to the file; undefined when nothing does. */
  constructor(file: RandomAccessFile | undefined, queue: AppendQueue | undefined) {
    this.#file = file;
    this.#queue = queue;
  }

  /** Bytes of one direction's stream; fewer when the file does not hold them all. Rejects when the file cannot be read. */
  async read(segments: SegmentIndex, streamOffset: number, length: number): Promise<Uint8Array> {
    const known = Math.max(0, Math.min(length, segments.end - streamOffset));
    const bytes = new Uint8Array(known);
    let done = 0;
    while (done < known) {
      const place = segments.locate(streamOffset + done);
      if (place === undefined) break;
      const count = await this.#readFile(bytes.subarray(done, done + place.length), place.fileOffset);
      done += count;
      if (count === 0) break;
    }
    return done === known ? bytes : bytes.subarray(0, done);
  }

  /**
   * As `read`, by long reads of the file and past the cache: for whoever goes through a whole stream. `lend` gives the room for a
   * read, which may be more than the bytes that come of it.
   */
  async readThrough(
    segments: SegmentIndex,
    streamOffset: number,
    length: number,
    lend: (length: number) => Uint8Array,
  ): Promise<Uint8Array> {
    const known = Math.max(0, Math.min(length, segments.end - streamOffset));
    if (this.#file === undefined || known === 0) return new Uint8Array(0);
    const span = spanOf(segments, streamOffset, known);
    if (this.#queue !== undefined && span.end > this.#queue.written) await this.#queue.flush();
    const bytes = lend(span.end - span.start);
    const count = await this.#file.read(bytes, span.start);
    let done = 0;
    for (const { fileOffset, length: wanted } of span.pieces) {
      const at = fileOffset - span.start;
      const there = Math.max(0, Math.min(wanted, count - at));
      if (at > done) bytes.copyWithin(done, at, at + there);
      done += there;
      if (there < wanted) return bytes.subarray(0, done);
    }
    if (done === known) return bytes.subarray(0, done);
    const rest = await this.readThrough(segments, streamOffset + done, known - done, lend);
    return joinBytes([bytes.subarray(0, done), rest]);
  }

  async #readFile(into: Uint8Array, offset: number): Promise<number> {
    if (this.#file === undefined) return 0;
    const written = this.#queue?.written ?? Infinity;
    // What comes at this moment is not written yet: whoever watches it does not wait for the disk.
    const inFile = Math.max(0, Math.min(into.length, written - offset));
    if (inFile < into.length && this.#queue?.peek(into.subarray(inFile), offset + inFile) === true) {
      return (await this.#readWritten(into.subarray(0, inFile), offset)) + into.length - inFile;
    }
    if (offset + into.length > written) await this.#queue?.flush();
    return this.#readWritten(into, offset);
  }

  async #readWritten(into: Uint8Array, offset: number): Promise<number> {
    if (this.#file === undefined) return 0;
    if (into.length > DIRECT_BYTES) return this.#file.read(into, offset);
    let done = 0;
    while (done < into.length) {
      const at = offset + done;
      const block = await this.#block(Math.floor(at / BLOCK_BYTES), at + 1);
      const start = at % BLOCK_BYTES;
      const part = block.subarray(start, Math.min(block.length, start + into.length - done));
      if (part.length === 0) break;
      into.set(part, done);
      done += part.length;
    }
    return done;
  }

  /** The file's block of that number, reaching at least to the file offset `end` if the file does. */
  async #block(number: number, end: number): Promise<Uint8Array> {
    const start = number * BLOCK_BYTES;
    const cached = this.#blocks.get(number);
    if (cached !== undefined && start + cached.length >= end) return cached;
    const buffer = new Uint8Array(BLOCK_BYTES);
    const count = await (this.#file?.read(buffer, start) ?? 0);
    // What is being written at this moment may be there in part: it is not kept.
    const whole = this.#queue === undefined ? count : Math.min(count, this.#queue.written - start);
    const block = buffer.subarray(0, Math.max(0, whole));
    this.#blocks.set(number, block);
    return block;
  }
}

interface Piece {
  readonly fileOffset: number;
  readonly length: number;
}

/** Where the file is read in one go: the pieces of the stream, and what stands between them. */
function spanOf(
  segments: SegmentIndex,
  streamOffset: number,
  length: number,
): {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
} {
  const pieces: Piece[] = [];
  let done = 0;
  let end = 0;
  while (done < length) {
    const place = segments.locate(streamOffset + done);
    if (place === undefined) break;
    // What was sent again, or came out of order, stands elsewhere in the file.
    const gap = place.fileOffset - end;
    if (pieces.length > 0 && (gap < 0 || gap > MAX_GAP_BYTES)) break;
    const piece = {
      fileOffset: place.fileOffset,
      length: Math.min(place.length, length - done),
    };
    pieces.push(piece);
    end = piece.fileOffset + piece.length;
    done += piece.length;
  }
  return { start: pieces[0]?.fileOffset ?? 0, end, pieces };
}
