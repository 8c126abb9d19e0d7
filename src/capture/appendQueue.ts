import { CannotCreate, type RandomAccessFile } from './randomAccessFile.ts';
import { WriteRoom, WriteRooms } from './writeRooms.ts';

/** Written at the latest this long after it was appended, in milliseconds. */
const FLUSH_DELAY_MS = 100;
/** Written at once when that many bytes wait. */
const FLUSH_BYTES = 512 * 1024;
/** How often to look whether the file still has a name, in milliseconds. */
const STATUS_INTERVAL_MS = 1000;

/**
 * Bytes on their way to the end of a file: appended at once, written in order by asynchronous writes, one at a time.
 * When a write fails, the queue stops, lets go of what waits, and tells why; appending goes on without effect.
 */
export class AppendQueue {
  readonly #file: RandomAccessFile;
  readonly #onStopped: (reason: string) => void;
  readonly #rooms = new WriteRooms();
  #room = new WriteRoom(0);
  #waiting: Uint8Array[] = [];
  /** What is being written, without what surely is. */
  #underWay: readonly Uint8Array[] = [];
  #staged = 0;
  #sealed = 0;
  #appended = 0;
  #written = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #lastStatus = performance.now();

  constructor(file: RandomAccessFile, onStopped: (reason: string) => void) {
    this.#file = file;
    this.#onStopped = onStopped;
  }

  /** File length once all is written. */
  get length(): number {
    return this.#appended;
  }

  /** Bytes from the file's start that are surely in it. */
  get written(): number {
    return this.#written;
  }

  get pendingBytes(): number {
    return this.#stopped ? 0 : this.#appended - this.#written;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** What `reserve` gave stands in it; another one after each call of anything that appends. */
  get view(): DataView {
    return this.#room.view;
  }

  /** Appends `length` zero bytes and gives their index in `view`, to be filled before the next call. At most 64 KiB. */
  reserve(length: number): number {
    if (this.#staged + length > this.#room.bytes.length) this.#nextRoom(length);
    const at = this.#staged;
    this.#room.bytes.fill(0, at, at + length);
    this.#staged += length;
    this.#appended += length;
    return at;
  }

  /** Appends a copy of the bytes. */
  append(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.#staged === this.#room.bytes.length) this.#nextRoom(rest.length);
      const fits = this.#room.bytes.length - this.#staged;
      const part = rest.length <= fits ? rest : rest.subarray(0, fits);
      this.#room.bytes.set(part, this.#staged);
      this.#staged += part.length;
      this.#appended += part.length;
      rest = rest.subarray(part.length);
    }
  }

  /** Appends the bytes without copying: they must not change until they are written. */
  hold(bytes: Uint8Array): void {
    this.#seal();
    this.#waiting.push(bytes);
    this.#appended += bytes.length;
  }

  /** What was appended since the last commit is whole: it may be written. */
  commit(): void {
    if (this.#stopped) {
      this.#letGo();
    } else if (this.#writing === undefined) {
      // A failed write stops the queue and is told that way: the promise never rejects.
      if (this.pendingBytes >= FLUSH_BYTES) void this.#write();
      else this.#timer ??= setTimeout(() => void this.#write(), FLUSH_DELAY_MS);
    }
  }

  /** Resolves when all that was appended is in the file, or when the queue stopped. Never rejects. */
  async flush(): Promise<void> {
    const target = this.#appended;
    while (this.#written < target && !this.#stopped) await (this.#writing ?? this.#write());
  }

  /**
   * Fills `into` with what is going to stand at `offset` of the file. False when some of it is written already, or will never be; what
   * `into` holds then means nothing.
   */
  peek(into: Uint8Array, offset: number): boolean {
    const end = offset + into.length;
    if (offset < this.#written || end > this.#appended || this.#stopped) return false;
    let start = this.#written;
    const staged = this.#room.bytes.subarray(this.#sealed, this.#staged);
    for (const buffers of [this.#underWay, this.#waiting, [staged]]) {
      for (const buffer of buffers) {
        if (start >= end) return true;
        const from = Math.max(offset, start);
        const to = Math.min(end, start + buffer.length);
        if (from < to) into.set(buffer.subarray(from - start, to - start), from - offset);
        start += buffer.length;
      }
    }
    return start >= end;
  }

  /** Ends writing for good. `reason` is told to the owner. */
  stop(reason: string): void {
    if (this.#stopped) return;
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#letGo();
    this.#onStopped(reason);
  }

  /** Ends writing for good without a word; what waits is lost. */
  discard(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#letGo();
  }

  #seal(): void {
    if (this.#staged > this.#sealed) this.#waiting.push(this.#room.bytes.subarray(this.#sealed, this.#staged));
    this.#sealed = this.#staged;
  }

  #nextRoom(wanted: number): void {
    this.#seal();
    this.#room = this.#rooms.next(this.#room, this.#appended, this.#written, wanted);
    this.#staged = 0;
    this.#sealed = 0;
  }

  #letGo(): void {
    this.#waiting = [];
    this.#underWay = [];
    this.#rooms.letGo();
    this.#sealed = this.#staged;
  }

  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#seal();
    const batch = this.#waiting;
    this.#waiting = [];
    this.#writing = this.#writeAll(batch).then(
      () => this.#wrote(),
      (error: unknown) => {
        this.#writing = undefined;
        this.stop(
          error instanceof CannotCreate
            ? `The capture file could not be created: ${systemSentence(error.cause)}`
            : `The capture could not be written any further: ${systemSentence(error)}`,
        );
      },
    );
    return this.#writing;
  }

  async #writeAll(batch: readonly Uint8Array[]): Promise<void> {
    this.#underWay = batch;
    while (this.#underWay.length > 0) {
      const count = await this.#file.write(this.#underWay, this.#written);
      this.#written += count;
      this.#underWay = without(this.#underWay, count);
    }
    const now = performance.now();
    if (now - this.#lastStatus < STATUS_INTERVAL_MS) return;
    this.#lastStatus = now;
    if (!(await this.#file.status()).named) {
      throw new Error('the file was removed meanwhile. What it holds can be read until this session is forgotten.');
    }
  }

  #wrote(): void {
    this.#writing = undefined;
    if (this.pendingBytes < FLUSH_BYTES) this.#rooms.rest(this.#written);
    if (this.pendingBytes > 0) this.commit();
  }
}

/** What is left of the buffers when their first `count` bytes are gone. */
function without(buffers: readonly Uint8Array[], count: number): readonly Uint8Array[] {
  let rest = count;
  for (const [index, buffer] of buffers.entries()) {
    if (rest < buffer.length) return [buffer.subarray(rest), ...buffers.slice(index + 1)];
    rest -= buffer.length;
  }
  return [];
}

/** The system's error in plain words. */
export function systemSentence(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOSPC':
      return 'the disk is full (ENOSPC). Free some space, or choose another folder for captures.';
    case 'EDQUOT':
      return 'the disk quota is used up (EDQUOT). Free some space, or choose another folder for captures.';
    case 'EFBIG':
      return 'the file has reached the largest size that its disk allows (EFBIG).';
    case 'ENOENT':
      return 'its folder is not there (ENOENT).';
    case 'ENOTDIR':
      return 'what should be its folder is a file (ENOTDIR). Remove it, or choose another folder for captures.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `its folder cannot be written (${code}). Choose another folder for captures, or give yourself the right to write there.`;
    case 'EMFILE':
    case 'ENFILE':
      return `too many files are open (${code}). Close some sessions.`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
