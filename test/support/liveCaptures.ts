import { onTestFinished } from 'vitest';
import {
  type Capture,
  createCapture,
  type LiveCapture,
  type LiveCaptureOptions,
  type OpenedCapture,
  openCaptureFile,
  type OpenCaptureOptions,
} from '../../src/capture/capture.ts';
import { START } from './captureStreams.ts';
import { temporaryFile } from './temporaryFile.ts';
import type { Conversation } from './webSocketStreams.ts';

export const FACTS = { url: 'ws://127.0.0.1/echo', title: 'Echo', startedAt: START };

/** A capture that goes with the test. */
export function liveCapture(options: Partial<LiveCaptureOptions> = {}): LiveCapture {
  const file = options.file ?? temporaryFile('live.pcapng');
  const capture = createCapture({ ...options, file });
  onTestFinished(() => capture.dispose());
  return capture;
}

/** A capture of one attempt with that conversation, all of it in the file. */
export async function captureOf(
  conversation: Conversation,
  options: Partial<LiveCaptureOptions> = {},
): Promise<LiveCapture> {
  const capture = liveCapture(options);
  const recorder = capture.beginAttempt(FACTS);
  conversation.playTo(recorder);
  recorder.finish({ ok: true });
  await capture.flush();
  return capture;
}

/** The file as somebody opens it later; the capture goes with the test. */
export async function opened(file: string, options: Partial<OpenCaptureOptions> = {}): Promise<OpenedCapture> {
  const capture = await openCaptureFile({ ...options, file });
  onTestFinished(() => capture.dispose());
  return capture;
}

/** All that a capture tells, for comparison. */
export async function contentsOf(capture: Capture): Promise<unknown> {
  const frames: unknown[] = [];
  for (let frame = 0; frame < capture.frameCount; frame++) {
    frames.push({
      facts: await capture.frame(frame),
      frame: await capture.payload(frame, 'frame', 0, 1e9),
      message: await capture.payload(frame, 'message', 0, 1e9),
    });
  }
  return {
    frames,
    rows: await capture.page(0, capture.frameCount),
    counters: capture.counters,
    violations: capture.violations,
    violationCount: capture.violationCount,
    startedAt: capture.startedAt,
    attempts: capture.attempts.map((attempt) => ({
      number: attempt.number,
      facts: attempt.facts,
      firstFrame: attempt.firstFrame,
      frames: attempt.frames,
      request: attempt.request,
      interim: attempt.interim,
      response: attempt.response,
      handshake: attempt.handshake,
      body: attempt.body,
      closing: attempt.closing,
      finished: attempt.finished,
    })),
  };
}

/** The payload of the whole message as text. */
export async function messageText(capture: Capture, frame: number): Promise<string> {
  const { bytes } = await capture.payload(frame, 'message', 0, 1e9);
  return new TextDecoder().decode(bytes);
}
