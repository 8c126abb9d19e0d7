import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { FRAME_NOTES } from './list/annotations.ts';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;
const CAPTURE = '.pcapng';
/** What is known of a capture beside its bytes stands next to it. */
const NOTE = '.json';
/** Where deleted captures wait until it is certain that they are not wanted back. */
const DELETED = 'deleted';

const run = v.object({
  /** The URI of the sequence's file. */
  sequence: v.string(),
  ok: v.boolean(),
  /** Milliseconds since the Unix epoch. */
  startedAt: v.number(),
  durationMs: v.number(),
});
/** The run of a sequence that a capture is of. */
export type CapturedRun = v.InferOutput<typeof run>;

const note = v.object({
  title: v.exactOptional(v.string()),
  frames: v.exactOptional(v.number()),
  kept: v.exactOptional(v.boolean()),
  run: v.exactOptional(run),
});
/** Process numbers come again: after that time without a byte nobody is taken to be writing. */
const A_DAY_MS = 24 * 60 * 60 * 1000;

type Note = v.InferOutput<typeof note>;

export interface StoredCapture {
  readonly file: string;
  readonly title: string;
  /** Milliseconds since the Unix epoch: when it was last written to. */
  readonly changedAt: number;
  readonly bytes: number;
  /** Undefined while nobody has counted them. */
  readonly frames: number | undefined;
  /** Never removed by itself. */
  readonly kept: boolean;
  /** Undefined for a capture that is of no sequence's run, or of a further connection of one. */
  readonly run: CapturedRun | undefined;
}

/** What is kept at most; whichever is reached first counts. */
export interface Retention {
  readonly maxCount: number;
  readonly maxBytes: number;
}

/** The folder of captures: made for its owner only, as captures hold all that was said. Any number of windows may share it. */
export class CaptureLibrary {
  readonly folder: string;
  readonly #inUse: () => readonly string[];
  #serial = 0;
  /** Changes are made upon what the one before has written. */
  #describing: Promise<void> = Promise.resolve();

  /** `inUse`: the files of sessions that are live or open; they are never removed. */
  constructor(folder: string, inUse: () => readonly string[]) {
    this.folder = folder;
    this.#inUse = inUse;
  }

  /** A file name that is not in use, sortable by time. */
  async newFile(now: Date): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
    this.#serial += 1;
    const stamp = now.toISOString().replaceAll(':', '-').replace('Z', '');
    return join(this.folder, `${stamp}-${process.pid}-${this.#serial}${CAPTURE}`);
  }

  /** Newest first; none when the folder is not there yet. */
  async list(): Promise<readonly StoredCapture[]> {
    const names = (await namesIn(this.folder)).filter((name) => name.endsWith(CAPTURE));
    const found = await Promise.all(names.map((name) => this.#stored(join(this.folder, name))));
    return found.filter((capture) => capture !== undefined).sort((a, b) => b.changedAt - a.changedAt);
  }

  /** Changes what is known of a capture; what is not named stays. */
  describe(file: string, changes: Note): Promise<void> {
    const described = this.#describing.then(() => this.#describe(file, changes));
    // Whoever asked for it is told of its fault.
    this.#describing = described.catch(() => undefined);
    return described;
  }

  async #describe(file: string, changes: Note): Promise<void> {
    const path = file + NOTE;
    const next = { ...(await readNote(path)), ...changes };
    // Renaming is atomic: a window that reads meanwhile sees the old one or the new one.
    const draft = `${path}.${process.pid}.new`;
    await writeFile(draft, JSON.stringify(next), { mode: OWNER_ONLY_FILE });
    await rename(draft, path);
  }

  /** Keeps what became of a run beside its capture, for as long as the capture is kept. */
  async keepResult(file: string, ran: CapturedRun, result: object): Promise<void> {
    await this.describe(file, { run: ran });
    await writeFile(resultFile(file), `${JSON.stringify(result, null, 2)}\n`, { mode: OWNER_ONLY_FILE });
  }

  /** The runs of a sequence whose captures are still there, newest first. */
  async runsOf(sequence: string): Promise<readonly (StoredCapture & { readonly run: CapturedRun })[]> {
    return (await this.list())
      .flatMap((capture) => (capture.run?.sequence === sequence ? [{ ...capture, run: capture.run }] : []))
      .sort((a, b) => b.run.startedAt - a.run.startedAt);
  }

  /** What `keepResult` was given. Throws when it is not there any more. */
  async result(file: string): Promise<unknown> {
    return JSON.parse(await readFile(resultFile(file), 'utf8'));
  }

  /** Puts a capture aside; `restore` brings it back until `purge`. Refuses one that is in use. */
  async remove(file: string): Promise<void> {
    if (this.#isInUse(file, (await stat(file)).mtimeMs))
      throw new Error('This capture is open. Close its session before you delete it.');
    const aside = join(this.folder, DELETED);
    await mkdir(aside, { recursive: true, mode: OWNER_ONLY_FOLDER });
    await moveWithNotes(file, join(aside, basename(file)));
  }

  async restore(file: string): Promise<void> {
    await moveWithNotes(join(this.folder, DELETED, basename(file)), file);
  }

  /** Removes for good what was deleted: that one capture, or all of them. */
  async purge(file?: string): Promise<void> {
    const aside = join(this.folder, DELETED);
    if (file === undefined) await rm(aside, { recursive: true, force: true });
    else await removeWithNotess(join(aside, basename(file)));
  }

  /** Removes the oldest captures until the rest keeps to the limits; kept ones and those in use neither go nor count. */
  async retain({ maxCount, maxBytes }: Retention): Promise<readonly StoredCapture[]> {
    const gone: StoredCapture[] = [];
    let count = 0;
    let bytes = 0;
    for (const capture of await this.list()) {
      if (capture.kept || this.#isInUse(capture.file, capture.changedAt)) continue;
      count += 1;
      bytes += capture.bytes;
      if (count <= maxCount && bytes <= maxBytes) continue;
      await removeWithNotess(capture.file);
      gone.push(capture);
    }
    return gone;
  }

  #isInUse(file: string, changedAt: number): boolean {
    return this.#inUse().includes(file) || (Date.now() - changedAt < A_DAY_MS && isWrittenElsewhere(file));
  }

  async #stored(file: string): Promise<StoredCapture | undefined> {
    try {
      const [{ size, mtimeMs }, { title, frames, kept, run: ran }] = await Promise.all([
        stat(file),
        readNote(file + NOTE),
      ]);
      const name = basename(file, CAPTURE);
      return { file, title: title ?? name, changedAt: mtimeMs, bytes: size, frames, kept: kept ?? false, run: ran };
    } catch (error) {
      // Another window removed it since the folder was read.
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}

/** The process number in the name is that of another window that still runs: it may be writing. */
function isWrittenElsewhere(file: string): boolean {
  const pid = Number(/-(\d+)-\d+\.pcapng$/.exec(file)?.[1] ?? process.pid);
  if (pid === process.pid || pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function readNote(path: string): Promise<Note> {
  try {
    const read = v.safeParse(note, JSON.parse(await readFile(path, 'utf8')));
    // A note that somebody spoilt says nothing; the capture speaks for itself.
    return read.success ? read.output : {};
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return {};
    throw error;
  }
}

/** What belongs to a capture and goes where it goes: what is known of it, the notes at its frames, the result of a run. */
const besides = (file: string): readonly string[] => [file + NOTE, file + FRAME_NOTES, resultFile(file)];

const resultFile = (file: string): string => file.replace(/\.pcapng$/, '.result.json');

async function moveWithNotes(from: string, to: string): Promise<void> {
  await rename(from, to);
  const targets = besides(to);
  for (const [i, path] of besides(from).entries()) await rename(path, targets[i] ?? path).catch(unlessMissing);
}

async function removeWithNotess(file: string): Promise<void> {
  await rm(file, { force: true });
  for (const path of besides(file)) await rm(path, { force: true });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function unlessMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
