import { expect, it } from 'vitest';
import { readRun } from '../../../src/capture/filter/runBytes.ts';
import { cutSlices } from '../../../src/capture/filter/slices.ts';
import { utf8 } from '../../support/captureStreams.ts';
import { captureOf } from '../../support/liveCaptures.ts';
import { Conversation } from '../../support/webSocketStreams.ts';

it('reads a run with every payload in it unmasked', async () => {
  const conversation = new Conversation()
    .open()
    .frames('client', { opcode: 1, payload: utf8('one') }, { opcode: 1, payload: utf8('hidden') })
    .frames('server', { opcode: 1, payload: utf8('two') })
    .frames('client', { opcode: 1, payload: utf8('three') }, { opcode: 9 });
  const reader = (await captureOf(conversation)).reader();
  const [slice] = cutSlices(reader, [0, 2, 3, 4], 1e9);
  const [client, server] = await Promise.all(
    slice!.runs.map((run) => readRun(reader, run, (length) => Buffer.alloc(length))),
  );
  expect(client!.toString('latin1')).toContain('one');
  expect(client!.toString('latin1')).toContain('three');
  expect(client!.toString('latin1')).not.toContain('hidden');
  expect(server!.toString()).toBe('two');
});
