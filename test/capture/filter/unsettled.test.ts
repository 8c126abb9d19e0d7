import { expect, it } from 'vitest';
import { Unsettled } from '../../../src/capture/filter/unsettled.ts';
import { utf8 } from '../../support/captureStreams.ts';
import { FACTS, liveCapture } from '../../support/liveCaptures.ts';
import { Conversation, play } from '../../support/webSocketStreams.ts';

it('gives the frames of which more became known', () => {
  const capture = liveCapture();
  const recorder = capture.beginAttempt(FACTS);
  const unsettled = new Unsettled(capture.reader());
  const { events } = new Conversation()
    .open()
    .frames('server', { opcode: 1, payload: utf8('whole') }, { opcode: 1, fin: false, payload: utf8('a') })
    .frames('server', { opcode: 9 })
    .frames('server', { opcode: 0, payload: utf8('b') })
    .end('server', 'reset');
  const step = (count: number): void => events.splice(0, count).forEach((event) => play(recorder, event));

  step(3);
  unsettled.watch(0, 2);
  expect(unsettled.changed()).toEqual([]);
  step(1);
  unsettled.watch(2, 3);
  expect(unsettled.changed()).toEqual([]);
  step(1);
  unsettled.watch(3, 4);
  expect(unsettled.changed()).toEqual([1]);
  expect(unsettled.changed()).toEqual([]);
  step(1);
  expect(unsettled.changed()).toEqual([3]);
});
