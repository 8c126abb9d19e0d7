import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { FrameNotes } from '../../capture/frameNotes.ts';
import type { Annotation } from '../../contract/annotation.ts';
import type { FrameAside } from '../../contract/listPage.ts';

/** Beside the capture, so that whoever copies or removes one finds the other. */
export const FRAME_NOTES = '.notes.json';

export const notesFileOf = (captureFile: string): string => `${captureFile}${FRAME_NOTES}`;

/**
 * The marks and notes at the frames of one capture, kept in a file beside it as soon as they are made:
 * `{"version":1,"frames":[{"frame":12,"note":"…","marked":true}]}`, frames counted from 1 as they are shown.
 */
export class Annotations implements FrameNotes {
  readonly #file: string;
  readonly #byFrame = new Map<number, Annotation>();
  readonly #read: Promise<void>;
  /** One write after the other; what failed is told to who asked for it. */
  #writing: Promise<void> = Promise.resolve();

  constructor(captureFile: string) {
    this.#file = notesFileOf(captureFile);
    this.#read = this.#load();
  }

  ready(): Promise<void> {
    return this.#read;
  }

  current(): Iterable<Annotation> {
    return this.#byFrame.values();
  }

  of(frame: number): Annotation | undefined {
    return this.#byFrame.get(frame);
  }

  /** What its row shows of it. */
  asideOf(frame: number): FrameAside {
    const annotation = this.of(frame);
    if (annotation === undefined) return {};
    const { frame: _frame, ...aside } = annotation;
    return aside;
  }

  /** By frame, rising. */
  async all(): Promise<readonly Annotation[]> {
    await this.#read;
    return [...this.#byFrame.values()].sort((a, b) => a.frame - b.frame);
  }

  /** Changes what is given and leaves the rest; an empty note takes the note away. Rejects when the file cannot be written. */
  async change(frames: readonly number[], { note, marked }: Omit<Annotation, 'frame'>): Promise<void> {
    await this.#read;
    for (const frame of frames) {
      const before = this.#byFrame.get(frame);
      const after = {
        frame,
        ...noteOf(note === undefined ? before?.note : note),
        ...((marked ?? before?.marked) === true ? { marked: true } : {}),
      };
      if ('note' in after || 'marked' in after) this.#byFrame.set(frame, after);
      else this.#byFrame.delete(frame);
    }
    const write = this.#writing.then(() => this.#write());
    this.#writing = write.catch(() => undefined);
    await write;
  }

  async #write(): Promise<void> {
    const frames = (await this.all()).map((annotation) => ({ ...annotation, frame: annotation.frame + 1 }));
    try {
      if (frames.length === 0) {
        await rm(this.#file, { force: true });
        return;
      }
      // Written whole and then put in place, so that a crash leaves the old notes or the new ones.
      const next = `${this.#file}.new`;
      await writeFile(next, `${JSON.stringify({ version: 1, frames }, undefined, 2)}\n`, { mode: 0o600 });
      await rename(next, this.#file);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`The note is shown, but it could not be written to ${this.#file}: ${why}`, { cause: error });
    }
  }

  async #load(): Promise<void> {
    let text: string;
    try {
      text = await readFile(this.#file, 'utf8');
    } catch {
      return; // nobody has made a note yet
    }
    for (const annotation of readAnnotations(text)) this.#byFrame.set(annotation.frame, annotation);
  }
}

const noteOf = (note: string | undefined): { note?: string } =>
  note === undefined || note.trim() === '' ? {} : { note: note.trim() };

/** What was written by hand or by another version and does not fit is left out. */
function readAnnotations(text: string): readonly Annotation[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return []; // somebody's edit broke it; the file stays until a note is made
  }
  const frames: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'frames') : undefined;
  return Array.isArray(frames) ? frames.flatMap(readAnnotation) : [];
}

function readAnnotation(value: unknown): Annotation[] {
  if (typeof value !== 'object' || value === null || !('frame' in value)) return [];
  const { frame } = value;
  if (typeof frame !== 'number' || !Number.isInteger(frame) || frame < 1) return [];
  const note = 'note' in value && typeof value.note === 'string' ? value.note : undefined;
  const marked = 'marked' in value && value.marked === true;
  return [{ frame: frame - 1, ...noteOf(note), ...(marked ? { marked } : {}) }];
}
