import { describe, expect, it } from 'vitest';
import { type Choices, RecordedFields } from '../../src/replay/recordedFields.ts';
import { type RecordedMessage, recordSequence } from '../../src/replay/recorder.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';

const message = (from: 'client' | 'server', text: string): RecordedMessage => ({
  from,
  opcode: 1,
  bytes: new TextEncoder().encode(text),
  atMs: 0,
});
const talk = [
  message('client', '{"op":"join"}'),
  message(
    'server',
    '{"type":"joined","roomId":"room-4711","at":1714557600,"token":"t0k3n-1","list":[{"id":7},{"id":8}]}',
  ),
  message('client', '{"op":"say","room":"room-4711"}'),
  message('server', '{"type":"said","ok":true}'),
];

function recorded(choices?: Choices) {
  const fields = new RecordedFields(choices);
  const text = recordSequence(talk, { url: 'ws://localhost/' }, undefined, { replies: true, fields });
  const read = readSequence(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const [, expectation, say] = read.sequence.steps;
  if (expectation?.kind !== 'expect' || say?.kind !== 'send') throw new Error(text);
  const { matcher, capture } = expectation;
  const json = matcher.by === 'json' ? matcher.json : undefined;
  return { text, fields: fields.list(), json, capture, say: say.payload, ignored: read.sequence.compare?.ignore };
}

/** The place of the field with that path. */
const placeOf = (path: string): string => recorded().fields.find((field) => field.path === path)!.place;

describe('the volatile fields of a recording', () => {
  it('are told with what becomes of them; one for all elements of a list, secrets masked', () => {
    expect(recorded().fields.map(({ place: _place, ...field }) => field)).toEqual([
      { path: '$.roomId', sample: '"room-4711"', secret: false, treatment: 'capture' },
      { path: '$.at', sample: '1714557600', secret: false, treatment: 'ignore' },
      { path: '$.token', sample: '•••', secret: true, treatment: 'ignore' },
      { path: '$.list[*].id', sample: '7', secret: false, treatment: 'ignore' },
    ]);
  });

  it('are kept exactly when somebody says so, also when replies are compared', () => {
    expect(recorded().ignored).toContain('$.at');
    const { json, fields, ignored, capture } = recorded({
      [placeOf('$.at')]: 'keep',
      [placeOf('$.list[*].id')]: 'keep',
    });
    expect(json).toEqual({ type: 'joined', at: 1714557600, list: [{ id: 7 }, { id: 8 }] });
    expect(fields.map(({ treatment }) => treatment)).toEqual(['capture', 'keep', 'ignore', 'keep']);
    expect(ignored).not.toContain('$.at');
    expect(capture).toEqual({ roomId: '$.roomId' });
  });

  it('are captured when somebody says so, each under a name of its own', () => {
    const { json, capture, fields } = recorded({ [placeOf('$.at')]: 'capture', [placeOf('$.list[*].id')]: 'capture' });
    expect(capture).toEqual({ roomId: '$.roomId', at: '$.at', id: '$.list[0].id', id2: '$.list[1].id' });
    expect(json).toEqual({ type: 'joined', list: [{}, {}] });
    expect(fields.map(({ treatment }) => treatment)).toEqual(['capture', 'capture', 'ignore', 'capture']);
  });

  it('are sent as they were recorded when they are not to be captured', () => {
    const { capture, say, json } = recorded({ [placeOf('$.roomId')]: 'ignore' });
    expect(capture).toEqual({});
    expect(say).toEqual({ as: 'json', json: { op: 'say', room: 'room-4711' } });
    expect(json).not.toHaveProperty('roomId');
  });

  it('are never kept when they are secrets', () => {
    const { text, fields } = recorded({ [placeOf('$.token')]: 'keep' });
    expect(text).not.toContain('t0k3n-1');
    expect(fields[2]).toMatchObject({ path: '$.token', treatment: 'ignore' });
  });
});
