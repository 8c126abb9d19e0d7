import type { TranscriptSink } from './transcriptSink.ts';

const nothing = (): void => undefined;

/** Takes all that a transcript tells and does nothing with it: for whoever wants to hear of some things only. */
export const silentSink: TranscriptSink = {
  request: nothing,
  response: nothing,
  handshake: nothing,
  body: nothing,
  frameStart: nothing,
  frameEnd: nothing,
  message: nothing,
  violation: nothing,
  closing: nothing,
};
