import type { Capture, RecordedAttempt } from '../capture/capture.ts';
import type { SessionSnapshot, TrafficView } from '../contract/sessionView.ts';

/** `lastSecond` is what came over the last second; `unrecorded` the 0-based first frame that is not in the file. */
export function trafficView(
  { counters: { client, server } }: Capture,
  lastSecond: { readonly frames: number; readonly bytes: number },
  fileBytes: number,
  unrecorded: number | undefined,
): TrafficView {
  return {
    framesPerSecond: lastSecond.frames,
    bytesPerSecond: lastSecond.bytes,
    client: { opcodes: client.opcodes, inflatedBytes: client.inflatedBytes },
    server: { opcodes: server.opcodes, inflatedBytes: server.inflatedBytes },
    fileBytes,
    unrecordedFrom: unrecorded === undefined ? undefined : unrecorded + 1,
  };
}

/** A connection that never opened has no close code: its HTTP status and its diagnosis say what happened. */
export function closeView(attempt: RecordedAttempt | undefined): SessionSnapshot['close'] {
  const closing = attempt?.closing;
  if (attempt?.handshake?.accepted !== true || closing === undefined) return undefined;
  const by = closing.first?.from ?? closing.ended?.by ?? 'network';
  return { code: closing.code, reason: closing.reason, by, clean: closing.clean };
}
