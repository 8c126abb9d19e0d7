import { describe, expect, it } from 'vitest';
import { findPlace } from '../../../src/capture/filter/find.ts';
import { utf8 } from '../../support/captureStreams.ts';
import { readFilter } from '../../support/filterReading.ts';
import { captureOf } from '../../support/liveCaptures.ts';
import { Conversation } from '../../support/webSocketStreams.ts';

const never = new AbortController().signal;

async function reader() {
  const conversation = new Conversation()
    .open()
    .frames('client', { opcode: 1, payload: utf8('tick tick') })
    .frames('server', { opcode: 1, payload: utf8('nothing') })
    .frames(
      'server',
      { opcode: 1, fin: false, payload: utf8('a ti') },
      { opcode: 9 },
      { opcode: 0, payload: utf8('ck') },
    )
    .frames('client', { opcode: 1, payload: utf8('tick') });
  return (await captureOf(conversation)).reader();
}

/** Every place from there on, as `frame:offset`. */
async function walk(text: string, direction: 'next' | 'previous', frame: number): Promise<string[]> {
  const capture = await reader();
  const places: string[] = [];
  let start: { frame: number; offset: number | undefined } = { frame, offset: undefined };
  while (places.length < 10) {
    const place = await findPlace(capture, readFilter(text), start, direction, never);
    if (place === undefined) break;
    start = { frame: place.frame, offset: place.span?.offset };
    places.push(`${place.frame}:${place.span?.offset ?? '-'} ${place.of}`);
  }
  return places;
}

describe('findPlace', () => {
  it('goes from place to place, and takes a message of several fragments as one', async () => {
    expect(await walk('tick', 'next', -1)).toEqual(['0:0 message', '0:5 message', '2:2 message', '5:0 message']);
    expect(await walk('tick', 'previous', 6)).toEqual(['5:0 message', '4:2 message', '0:5 message', '0:0 message']);
  });

  it('goes from frame to frame where nothing in a payload was asked for', async () => {
    expect(await walk('from:server', 'next', -1)).toEqual(['1:- message', '2:- message', '3:- message', '4:- message']);
    expect(await walk('from:client', 'previous', 5)).toEqual(['0:- message']);
  });

  it('begins with the payload of the frame that it starts from, going on', async () => {
    expect(await walk('tick', 'next', 5)).toEqual(['5:0 message']);
    expect(await walk('tick', 'previous', 0)).toEqual([]);
    expect(await walk('opcode:ping', 'next', 3)).toEqual([]);
  });

  it('can be cancelled', async () => {
    const capture = await reader();
    const start = { frame: -1, offset: undefined };
    await expect(
      findPlace(capture, readFilter('tick'), start, 'next', AbortSignal.abort(new Error('no more'))),
    ).rejects.toThrow('no more');
  });
});
