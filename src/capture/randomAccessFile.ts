import { close, fchmodSync, fstat, openSync, read, writev } from 'node:fs';
import type { Disposable } from '../base/disposable.ts';

/** Only the owner may read what crossed the wire: it holds tokens and cookies. */
const OWNER_ONLY = 0o600;

/**
 * One open file, read and written at given positions, asynchronously. Its end waits for the calls under way, because a
 * number of a file closed too early may by then name another file.
 */
export class RandomAccessFile implements Disposable {
  readonly path: string;
  readonly #fd: number;
  #underWay = 0;
  #disposed = false;

  private constructor(path: string, fd: number) {
    this.path = path;
    this.#fd = fd;
  }

  /** Creates the file, or empties it. Throws the system's error when that cannot be. */
  static create(path: string): RandomAccessFile {
    const fd = openSync(path, 'w+', OWNER_ONLY);
    // An existing file keeps its mode when it is opened anew.
    fchmodSync(fd, OWNER_ONLY);
    return new RandomAccessFile(path, fd);
  }

  /** Opens an existing file for reading. Throws the system's error when that cannot be. */
  static open(path: string): RandomAccessFile {
    return new RandomAccessFile(path, openSync(path, 'r'));
  }

  /** Fills `buffer` from `position` on; the result is shorter than the buffer only at the file's end. */
  async read(buffer: Uint8Array, position: number): Promise<number> {
    let done = 0;
    while (done < buffer.length) {
      const got = await this.#call<number>((callback) =>
        read(this.#fd, buffer, done, buffer.length - done, position + done, callback),
      );
      if (got === 0) break;
      done += got;
    }
    return done;
  }

  /** Writes the buffers one after the other; may write fewer bytes than they hold, and says how many. */
  write(buffers: readonly Uint8Array[], position: number): Promise<number> {
    return this.#call<number>((callback) => writev(this.#fd, buffers, position, callback));
  }

  /** Bytes in the file, and whether a folder still names it. */
  async status(): Promise<{ readonly size: number; readonly named: boolean }> {
    const stats = await this.#call<{ readonly size: number; readonly nlink: number }>((callback) =>
      fstat(this.#fd, callback),
    );
    return { size: stats.size, named: stats.nlink > 0 };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#closeWhenIdle();
  }

  #call<T>(start: (callback: (error: Error | null, value: T) => void) => void): Promise<T> {
    if (this.#disposed) return Promise.reject(new Error(`The file ${this.path} was closed.`));
    this.#underWay += 1;
    return new Promise((resolve, reject) => {
      start((error, value) => {
        this.#underWay -= 1;
        this.#closeWhenIdle();
        if (error) reject(error);
        else resolve(value);
      });
    });
  }

  #closeWhenIdle(): void {
    // Nobody is left who could act on an error of closing.
    if (this.#disposed && this.#underWay === 0) close(this.#fd, () => undefined);
  }
}
