import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Capture } from '../capture/capture.ts';
import type { CaptureReader } from '../capture/captureReader.ts';
import { FilteredFrames } from '../capture/filter/filteredFrames.ts';
import type { Filter } from '../capture/filter/language/filter.ts';
import { harText } from '../formats/capture/har.ts';
import { ndjsonText } from '../formats/capture/ndjson.ts';
import { exportedCapture } from './exportedCapture.ts';
import { exportWithout } from './exportWithout.ts';
import { Annotations } from './list/annotations.ts';
import { pcapngExport } from './pcapngExport.ts';

type ExportFormat = 'har' | 'ndjson' | 'pcapng';

export interface ExportRequest {
  readonly to: ExportFormat;
  /** Undefined: everything. A pcapng file always holds everything: without some of its bytes the rest could not be read. */
  readonly filter: Filter | undefined;
  readonly keepSecrets: boolean;
  /** Values to be masked wherever they stand, besides what its name calls secret. */
  readonly secrets?: readonly string[];
}

/** Exports hold what was said, as captures do: only the owner may read them. */
const OWNER_ONLY = 0o600;
const CREATOR = { name: 'WebSocket Inspector', version: '0.1.0' };

/** The export, piece by piece. Fails when the filter was given up, or the capture cannot be read. */
export const exportStream = (capture: Capture, request: ExportRequest): Readable =>
  request.to === 'pcapng' ? pcapngExport(capture, request) : Readable.from(exportText(capture, request));

async function* exportText(
  capture: Capture,
  { to, filter, keepSecrets, secrets = [] }: ExportRequest,
): AsyncGenerator<string, void, undefined> {
  const frames = filter === undefined ? undefined : await matching(capture, filter);
  const exported = exportWithout(exportedCapture(capture, { frames, keepSecrets }), new Set(secrets));
  yield* to === 'har' ? harText(exported, CREATOR) : ndjsonText(exported);
}

/** Writes the export into a new file, or over an old one. */
export async function writeExport(
  capture: Capture,
  request: ExportRequest,
  file: string,
  signal?: AbortSignal,
): Promise<void> {
  const stream = createWriteStream(file, { mode: OWNER_ONLY });
  await pipeline(exportStream(capture, request), stream, signal === undefined ? {} : { signal });
}

/** The capture for a filter, with the marks and notes that are kept beside its file. */
export const withNotes = (capture: Capture): CaptureReader => ({
  ...capture.reader(),
  notes: new Annotations(capture.file),
});

async function matching(capture: Capture, filter: Filter): Promise<Uint32Array> {
  const frames = new FilteredFrames(withNotes(capture), filter, () => undefined);
  try {
    await frames.catchUp();
    const { problem, count } = frames.progress;
    if (problem !== undefined) throw new Error(problem);
    return frames.page(0, count);
  } finally {
    frames.dispose();
  }
}
