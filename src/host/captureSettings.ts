import { Disposable, workspace } from 'vscode';
import type { Retention } from '../engine/captureLibrary.ts';
import type { EngineClient } from './engineClient.ts';
import { secretPatterns } from './secretPatterns.ts';

const SECTION = 'websocketInspector';
const MEBIBYTE = 1024 * 1024;

/** A whole number of a setting; a negative one or another kind of value counts as the default. */
function whole(name: string, otherwise: number): number {
  const value = workspace.getConfiguration(SECTION).get<unknown>(name);
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.floor(value) : otherwise;
}

/** How many captures are kept, by the settings. Zero is no limit. */
export function retention(): Retention {
  const unlimited = (value: number): number => (value === 0 ? Number.POSITIVE_INFINITY : value);
  return {
    maxCount: unlimited(whole('capture.keep.count', 20)),
    maxBytes: unlimited(whole('capture.keep.size', 4096)) * MEBIBYTE,
  };
}

/** Tells every engine the limits of the settings and the names that are secret: when it begins, and when they change. */
export function configureEngine(
  engine: Pick<EngineClient, 'call' | 'started' | 'onStarted'>,
  report: (error: unknown) => void,
): Disposable {
  const tell = (): void => {
    const limits = {
      maxLiveConnections: Math.max(1, whole('maxLiveConnections', 16)),
      maxCaptureBytes: whole('capture.maxSize', 2048) * MEBIBYTE,
      secretPatterns: [...secretPatterns()],
    };
    engine.call('engine.configure', limits).catch(report);
  };
  return Disposable.from(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION) && engine.started) tell();
    }),
    engine.onStarted(tell),
  );
}
