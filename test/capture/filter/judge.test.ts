import { expect, it } from 'vitest';
import { Judge, TooSlow } from '../../../src/capture/filter/judge.ts';
import { pageFacts } from '../../../src/capture/filter/pageFacts.ts';
import { FilterProgram } from '../../../src/capture/filter/program.ts';
import { readRun } from '../../../src/capture/filter/runBytes.ts';
import { cutSlices } from '../../../src/capture/filter/slices.ts';
import { utf8 } from '../../support/captureStreams.ts';
import { readFilter } from '../../support/filterReading.ts';
import { captureOf } from '../../support/liveCaptures.ts';
import { Conversation } from '../../support/webSocketStreams.ts';

async function judged(text: string, payloads: readonly string[]) {
  const conversation = new Conversation().open();
  for (const [index, payload] of payloads.entries()) {
    conversation.frames(index % 2 === 0 ? 'client' : 'server', {
      opcode: 1,
      payload: utf8(payload),
    });
  }
  const reader = (await captureOf(conversation)).reader();
  const program = new FilterProgram(readFilter(text));
  program.fill(pageFacts(reader, 0));
  const judge = new Judge(reader);
  const frames = payloads.map((_, index) => index);
  const [slice] = cutSlices(reader, frames, 1e9);
  const buffers = await Promise.all(slice!.runs.map((run) => readRun(reader, run, (length) => Buffer.alloc(length))));
  const work = judge.judge(program, slice!, buffers, 0, new AbortController().signal);
  return {
    work,
    verdicts: () => [...program.verdicts.slice(0, frames.length)],
    unjudged: judge.unjudged,
  };
}

it('writes a verdict for every frame of the slice', async () => {
  const { work, verdicts } = await judged('/b.d/', ['abcd', 'xyz', 'bad', 'b\nd']);
  await work;
  expect(verdicts()).toEqual([2, 0, 2, 0]);
});

it('passes over a payload on which an expression takes too long, and gives up after several', async () => {
  const slow = `${'a'.repeat(40)}b`;
  const once = await judged('/^(a+)+$/', ['aa', slow, 'aaa']);
  await once.work;
  expect([once.verdicts(), once.unjudged.tooSlow]).toEqual([[2, 0, 2], 1]);
  const often = await judged(
    '/^(a+)+$/',
    Array.from({ length: 9 }, () => slow),
  );
  await expect(often.work).rejects.toThrow(TooSlow);
}, 30_000);
