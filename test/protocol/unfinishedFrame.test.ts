import { describe, expect, it } from 'vitest';
import { readHeader, WireFrameHeader } from '../../src/protocol/frameDecoder.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { judgeUnfinishedFrame, judgeUnfinishedHeader } from '../../src/protocol/unfinishedFrame.ts';
import { hex } from './recorder.ts';

function header(declaredLength: number, lengthForm?: 16 | 64): WireFrameHeader {
  const read = new WireFrameHeader('server');
  readHeader(read, encodeFrame({ opcode: 1, declaredLength, lengthForm }), 0);
  return read;
}

it('quotes the octets of a header', () => {
  expect(judgeUnfinishedHeader(hex('81'), 'server', 9).sentence).toContain('after 1 byte of it (81)');
  expect(judgeUnfinishedHeader(hex('81 7e'), 'client', 9)).toMatchObject({ by: 'client', offset: 9, length: 2 });
});

describe('judgeUnfinishedFrame', () => {
  it('says how much came, when the stream ended', () => {
    const [found, ...more] = judgeUnfinishedFrame(header(10), 3, 'fin');
    expect(found).toMatchObject({ rule: 'stream-ended-inside-frame', offset: 0, length: 5 });
    expect(found?.sentence).toContain('3 of 10 payload bytes');
    expect(more).toEqual([]);
  });

  it('says nothing when the stream was merely left', () => {
    expect(judgeUnfinishedFrame(header(10), 3, 'abandoned')).toEqual([]);
    expect(judgeUnfinishedFrame(header(300), 3, 'abandoned')).toEqual([]);
  });

  it('sees a length with its bytes the other way round', () => {
    expect(judgeUnfinishedFrame(header(11_265), 300, 'abandoned').map(({ rule }) => rule)).toEqual([
      'length-byte-swapped',
    ]);
    expect(judgeUnfinishedFrame(header(11_265), 300, 'reset')).toHaveLength(2);
  });
});
