import { onTestFinished } from 'vitest';
import { type LiveCapture, createCapture } from '../../src/capture/capture.ts';
import { START } from './captureStreams.ts';
import { temporaryFile } from './temporaryFile.ts';
import { Conversation } from './webSocketStreams.ts';

/** A capture of attempts that were played one after the other; gone when the test is over. */
export function captureOf(...attempts: readonly ((conversation: Conversation) => Conversation)[]): LiveCapture {
  const capture = createCapture({ file: temporaryFile('conversation.pcapng') });
  onTestFinished(() => capture.dispose());
  for (const play of attempts) {
    const recorder = capture.beginAttempt({ url: 'ws://127.0.0.1/', title: 'test', startedAt: START });
    play(new Conversation().open()).playTo(recorder);
  }
  return capture;
}
