/** The capture of connection attempts: recorded live, or read from a file, and one and the same for whoever reads it. */
import { LiveCaptureFile, type LiveCaptureOptions } from './liveCapture.ts';
import { type OpenCaptureOptions, readCapture } from './openedCapture.ts';
import type { LiveCapture, OpenedCapture } from './recordedCapture.ts';

export type * from './recordedAttempt.ts';
export type * from './recordedCapture.ts';
export type { CapturedConnection } from './connections.ts';
export type { LiveCaptureOptions, OpenCaptureOptions };

/** Begins a capture in a new file. When the file cannot be created, the capture lives without it and says so in `recordingStopped`. */
export const createCapture = (options: LiveCaptureOptions): LiveCapture => new LiveCaptureFile(options);

/**
 * Reads a capture file through the same transcript that a live capture goes through. Rejects only with the reason of
 * `signal`; a file that cannot be opened or is damaged gives a capture with what could be had, and `cut` says why.
 */
export const openCaptureFile = (options: OpenCaptureOptions): Promise<OpenedCapture> => readCapture(options);
