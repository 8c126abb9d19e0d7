import type { CaptureLibrary, CapturedRun, Retention } from '../engine/captureLibrary.ts';

export interface CaptureFolder {
  /** A file name that is not in use, sortable by time. Old captures make room first. */
  newFile(): Promise<string>;
  /** Keeps what became of a run beside its capture, for as long as the capture is kept. */
  keepResult(captureFile: string, run: CapturedRun, result: object): Promise<void>;
}

/** Where new captures are written; `limits` are asked for each time. */
export function captureFolder(
  library: CaptureLibrary,
  limits: () => Retention,
  now: () => Date = () => new Date(),
): CaptureFolder {
  return {
    newFile: async () => {
      const { maxCount, maxBytes } = limits();
      // One place is for the new one.
      await library.retain({ maxCount: Math.max(0, maxCount - 1), maxBytes });
      return library.newFile(now());
    },
    keepResult: (captureFile, run, result) => library.keepResult(captureFile, run, result),
  };
}
