import { ConnectionTranscript } from './connectionTranscript.ts';
import type { CreateTranscript } from './transcriptSink.ts';

export type { CreateTranscript, Transcript, TranscriptOptions, TranscriptSink } from './transcriptSink.ts';

const DEFAULT_BODY_BYTES = 1_048_576;
const DEFAULT_INFLATED_BYTES = 67_108_864;

export const createTranscript: CreateTranscript = (sink, options = {}) =>
  new ConnectionTranscript(sink, {
    maxBodyBytes: options.maxBodyBytes ?? DEFAULT_BODY_BYTES,
    maxInflatedBytes: options.maxInflatedBytes ?? DEFAULT_INFLATED_BYTES,
    firstFrame: options.firstFrame ?? 0,
  });
