import { describe, expect, it } from 'vitest';
import { HeldPayload } from '../../../src/capture/filter/heldPayload.ts';
import { pageFacts } from '../../../src/capture/filter/pageFacts.ts';
import { FilterProgram } from '../../../src/capture/filter/program.ts';
import { NO, YES } from '../../../src/capture/filter/verdict.ts';
import { utf8 } from '../../support/captureStreams.ts';
import { readFilter } from '../../support/filterReading.ts';
import { captureOf } from '../../support/liveCaptures.ts';
import { Conversation } from '../../support/webSocketStreams.ts';

async function verdicts(text: string): Promise<number[]> {
  const conversation = new Conversation()
    .open()
    .frames('client', { opcode: 1, payload: utf8('needle') })
    .frames('server', { opcode: 2, payload: utf8('x') }, { opcode: 8 });
  const capture = await captureOf(conversation);
  const program = new FilterProgram(readFilter(text));
  program.fill(pageFacts(capture.reader(), 0));
  return [...program.verdicts.slice(0, 3)];
}

describe('FilterProgram', () => {
  it.each([
    ['', [2, 2, 2]],
    ['from:client', [2, 0, 0]],
    ['-from:client', [0, 2, 2]],
    ['needle', [1, 0, 0]],
    ['-needle', [1, 2, 2]],
    ['/x/', [1, 1, 1]],
    ['close:1000', [0, 0, 1]],
    ['from:client needle', [1, 0, 0]],
    ['from:server /x/', [0, 1, 1]],
    ['from:client or /x/', [2, 1, 1]],
    ['opcode:text or -(from:server /x/)', [2, 1, 1]],
  ])('leaves open only what %j needs payloads for', async (text, expected) => {
    expect(await verdicts(text)).toEqual(expected);
  });

  it('asks payloads only about what the columns left open', async () => {
    const program = new FilterProgram(readFilter('from:client (a or -b)'));
    const capture = await captureOf(new Conversation().open().frames('client', { opcode: 1, payload: utf8('abc') }));
    program.fill(pageFacts(capture.reader(), 0));
    const payload = new HeldPayload();
    const ask = (text: string): boolean => {
      payload.hold(Buffer.from(text), 0, text.length);
      return program.matches(0, payload);
    };
    expect([ask('abc'), ask('bbc'), ask('ccc')]).toEqual([true, false, true]);
    program.rest();
  });

  it.each([
    ['needle', 'needle'],
    ['from:client (opcode:text "two words") other', 'two words'],
    ['/x/ hex:6e65', 'ne'],
    ['a or b', undefined],
    ['-a', undefined],
    ['(a or b) c', 'c'],
    ['from:client', undefined],
    ['/needle/', undefined],
  ])('knows what every match of %j has in its payload', (text, expected) => {
    expect(new FilterProgram(readFilter(text)).required?.bytes.toString()).toBe(expected);
  });

  it('has a twin with verdicts of its own', async () => {
    const program = new FilterProgram(readFilter('from:client'));
    const capture = await captureOf(new Conversation().open().frames('client', { opcode: 1, payload: utf8('abc') }));
    const twin = program.twin();
    twin.fill(pageFacts(capture.reader(), 0));
    expect([twin.verdicts[0], program.verdicts[0]]).toEqual([YES, NO]);
  });

  it('knows which expressions need a watch, and what can be shown of a match', () => {
    expect(new FilterProgram(readFilter('/tick/ a')).needsWatch).toBe(false);
    expect(new FilterProgram(readFilter('-/(a+)+/')).needsWatch).toBe(true);
    expect(new FilterProgram(readFilter('json:$.a=~/a+b+/')).needsWatch).toBe(true);
    expect(new FilterProgram(readFilter('a -b -(-c) from:client')).shown).toHaveLength(2);
  });
});
