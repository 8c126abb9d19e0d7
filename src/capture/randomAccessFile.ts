import { close, fchmod, fstat, open, openSync, read, writev } from 'node:fs';
import type { Disposable } from '../base/disposable.ts';

/** Only the owner may read what crossed the wire: it holds tokens and cookies. */
const OWNER_ONLY = 0o600;

/**
 * One open file, read and written at given positions, asynchronously. Its end waits for the calls under way, because a
 * number of a file closed too early may by then name another file.
 */
export class RandomAccessFile implements Disposable {
  readonly path: string;
  readonly #open: () => Promise<number>;
  #opening: Promise<number> | undefined;
  #fd: number | undefined;
  #underWay = 0;
  #disposed = false;

  private constructor(path: string, open: () => Promise<number>) {
    this.path = path;
    this.#open = open;
  }

  /** A file to be created, or emptied, by the first call that needs it, which rejects with `CannotCreate` when that cannot be. */
  static create(path: string): RandomAccessFile {
    return new RandomAccessFile(path, () => created(path));
  }

  /** Opens an existing file for reading. Throws the system's error when that cannot be. */
  static open(path: string): RandomAccessFile {
    const fd = openSync(path, 'r');
    const file = new RandomAccessFile(path, () => Promise.resolve(fd));
    file.#fd = fd;
    return file;
  }

  /** Fills `buffer` from `position` on; the result is shorter than the buffer only at the file's end. */
  async read(buffer: Uint8Array, position: number): Promise<number> {
    let done = 0;
    while (done < buffer.length) {
      const got = await this.#call<number>((fd, callback) =>
        read(fd, buffer, done, buffer.length - done, position + done, callback),
      );
      if (got === 0) break;
      done += got;
    }
    return done;
  }

  /** Writes the buffers one after the other; may write fewer bytes than they hold, and says how many. */
  write(buffers: readonly Uint8Array[], position: number): Promise<number> {
    return this.#call<number>((fd, callback) => writev(fd, buffers, position, callback));
  }

  /** Bytes in the file, and whether a folder still names it. */
  async status(): Promise<{ readonly size: number; readonly named: boolean }> {
    const stats = await this.#call<{ readonly size: number; readonly nlink: number }>((fd, callback) =>
      fstat(fd, callback),
    );
    return { size: stats.size, named: stats.nlink > 0 };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#closeWhenIdle();
  }

  async #call<T>(start: (fd: number, callback: (error: Error | null, value: T) => void) => void): Promise<T> {
    if (this.#disposed) throw new Error(`The file ${this.path} was closed.`);
    this.#underWay += 1;
    try {
      const fd = this.#fd ?? (await (this.#opening ??= this.#open()));
      this.#fd = fd;
      return await new Promise((resolve, reject) => {
        start(fd, (error, value) => {
          if (error) reject(error);
          else resolve(value);
        });
      });
    } finally {
      this.#underWay -= 1;
      this.#closeWhenIdle();
    }
  }

  #closeWhenIdle(): void {
    const fd = this.#fd;
    if (!this.#disposed || this.#underWay > 0 || fd === undefined) return;
    this.#fd = undefined;
    // Nobody is left who could act on an error of closing.
    close(fd, () => undefined);
  }
}

/** The file itself could not be made; `cause` is the system's error. */
export class CannotCreate extends Error {
  override readonly name = 'CannotCreate';
}

function created(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    open(path, 'w+', OWNER_ONLY, (error, fd) => {
      if (error !== null) {
        reject(new CannotCreate(error.message, { cause: error }));
        return;
      }
      // An existing file keeps its mode when it is opened anew.
      fchmod(fd, OWNER_ONLY, (refused) => {
        if (refused === null) resolve(fd);
        else close(fd, () => reject(new CannotCreate(refused.message, { cause: refused })));
      });
    });
  });
}
