import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RecordedClose, type RecordedMessage, recordSequence } from '../../src/replay/recorder.ts';
import { runSequence } from '../../src/replay/runner.ts';
import type { Sequence } from '../../src/replay/sequence.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import { FakeConnection, ManualClock, bytesOf, opening } from './fakes.ts';

const client = (text: string, atMs = 0): RecordedMessage => ({ from: 'client', opcode: 1, bytes: bytesOf(text), atMs });
const server = (text: string, atMs = 0): RecordedMessage => ({ from: 'server', opcode: 1, bytes: bytesOf(text), atMs });
const binary = (from: 'client' | 'server', ...bytes: number[]): RecordedMessage => ({
  from,
  opcode: 2,
  bytes: Uint8Array.from(bytes),
  atMs: 0,
});

function record(messages: readonly RecordedMessage[], close?: RecordedClose): Sequence {
  const read = readSequence(recordSequence(messages, { url: 'ws://localhost/' }, close));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.warnings).toEqual([]);
  return read.sequence;
}

/** The steps in short: payloads, matchers and captures. */
function short(messages: readonly RecordedMessage[], close?: RecordedClose): readonly unknown[] {
  return record(messages, close).steps.map((step) => {
    if (step.kind === 'send') return Object.values(step.payload)[1];
    if (step.kind !== 'expect') return step;
    const matcher: unknown = Object.values(step.matcher)[1];
    return Object.keys(step.capture).length === 0 ? { expect: matcher } : { expect: matcher, capture: step.capture };
  });
}

describe('recordSequence', () => {
  it('records a chat with its greeting, and the token as a variable', () => {
    const text = recordSequence(
      [
        server('{"type":"session","token":"t0k3n-1"}'),
        client('{"op":"login","id":1,"token":"t0k3n-1","user":"ann"}'),
        server('{"type":"reply","id":1,"op":"login","ok":true,"user":"ann","at":1714557600}'),
        client('{"op":"say","id":2,"text":"costs ${5}"}'),
        server('{"type":"reply","id":2,"op":"say","ok":true,"text":"costs ${5}"}'),
      ],
      { profile: 'Local chat' },
      { code: 1000, reason: 'bye', by: 'client' },
    );
    expect(text).toBe(`// Recorded. What differs from run to run (ids, times, tokens) is left out of what is expected.
{
  "profile": "Local chat",
  "steps": [
    { "expect": { "json": { "type": "session" } }, "capture": { "token": "$.token" } },
    { "send": { "json": { "op": "login", "id": 1, "token": "\${token}", "user": "ann" } } },
    { "expect": { "json": { "type": "reply", "id": 1, "op": "login", "ok": true, "user": "ann" } } },
    { "send": { "json": { "op": "say", "id": 2, "text": "costs $\${5}" } } },
    { "expect": { "json": { "type": "reply", "id": 2, "op": "say", "ok": true, "text": "costs $\${5}" } } },
    { "close": { "code": 1000, "reason": "bye" } },
    { "expectClose": { "code": 1000 } }
  ]
}
`);
  });

  it('keeps the exact bytes of what was sent', () => {
    expect(record([client('{ "a": 1 }'), client('{"a":1.0}'), client('x\ty'), binary('client', 0, 255)]).steps).toEqual(
      [
        { kind: 'send', payload: { as: 'text', text: '{ "a": 1 }' } },
        { kind: 'send', payload: { as: 'text', text: '{"a":1.0}' } },
        { kind: 'send', payload: { as: 'text', text: 'x\ty' } },
        { kind: 'send', payload: { as: 'hex', hex: '00 ff' } },
      ],
    );
  });

  it('leaves out what differs, and keeps what the client had sent', () => {
    const messages = [
      client('{"op":"get","requestId":"req-12345","n":3}'),
      server('{"requestId":"req-12345","n":3,"time":5,"users":[{"id":8,"name":"bo"}],"tags":["x","2024-01-01T00:00"]}'),
    ];
    expect(short(messages)[1]).toEqual({ expect: { requestId: 'req-12345', n: 3, users: [{ name: 'bo' }] } });
  });

  it('leaves out numbers that only ever rise', () => {
    const messages = [1, 2, 3].flatMap((n) => [client(`{"n":"${n}x"}`), server(`{"total":${n * 10},"kind":"sum"}`)]);
    expect(short(messages)[1]).toEqual({ expect: { kind: 'sum' } });
  });

  it('captures ids within lists, and sends numbers as numbers', () => {
    expect(
      short([
        client('list'),
        server('{"items":[{"item_id":4711,"key":"3f2504e04f8941d39a0c0305e82c3301"}]}'),
        client('{"delete":{"item_id":4711},"note":"was 3f2504e04f8941d39a0c0305e82c3301!"}'),
        server('{"deleted":{"item_id":4711}}'),
      ]),
    ).toEqual([
      'list',
      { expect: { items: [{}] }, capture: { item_id: '$.items[0].item_id', key: '$.items[0].key' } },
      { delete: { item_id: '${item_id}' }, note: 'was ${key}!' },
      { expect: { deleted: { item_id: '${item_id}' } } },
    ]);
  });

  it('expects texts as they are, or as a pattern around what differs', () => {
    expect(
      short([
        client('hi'),
        server('hi'),
        client('again (1)'),
        server('You said "again (1)" at 2024-05-01T10:00:00Z.'),
        client('no 12345678'),
        server('no 12345678'),
      ]),
    ).toEqual([
      'hi',
      { expect: 'hi' },
      'again (1)',
      { expect: '^You said "again \\(1\\)" at .+\\.$' },
      'no 12345678',
      { expect: 'no 12345678' },
    ]);
  });

  it('expects bytes, or the type alone of what is large', () => {
    expect(
      short([
        client('a'),
        binary('server', 1, 2),
        client('b'),
        binary('server', ...Array<number>(257).fill(0)),
        client('c'),
        server('x'.repeat(20_000)),
        client('d'),
        server(JSON.stringify({ a: 'x'.repeat(20_000) })),
      ]).filter((_, index) => index % 2 === 1),
    ).toEqual([{ expect: '01 02' }, { expect: 'binary' }, { expect: 'text' }, { expect: 'text' }]);
  });

  it('expects of a stream what all of it has in common', () => {
    const words = ['a', 'b', 'c'].map((word) => server(`{"type":"delta","text":"${word}","model":"m"}`));
    expect(short([client('ask'), ...words, client('x'), ...words])).toEqual([
      'ask',
      { expect: { type: 'delta', model: 'm' } },
      'x',
      { expect: { type: 'delta', model: 'm' } },
    ]);
  });

  it('waits longer for an answer that took long', () => {
    const timeouts = record([
      client('a', 0),
      server('A', 2_000),
      client('b', 3_000),
      server('B', 10_100),
    ]).steps.flatMap((step) => (step.kind === 'expect' ? [step.timeout] : []));
    expect(timeouts).toEqual([5_000, 15_000]);
  });

  it.each<[RecordedClose | undefined, readonly object[]]>([
    [{ code: 1001, reason: 'x', by: 'server' }, [{ kind: 'expectClose', code: 1001, timeout: 5_000 }]],
    [{ code: 1005, reason: '', by: 'server' }, [{ kind: 'expectClose', code: undefined, timeout: 5_000 }]],
    [
      { code: undefined, reason: '', by: 'client' },
      [
        { kind: 'close', code: undefined, reason: '' },
        { kind: 'expectClose', code: undefined, timeout: 5_000 },
      ],
    ],
    [{ code: 1006, reason: '', by: 'network' }, []],
    [undefined, []],
  ])('records the end %j', (close, steps) => {
    expect(record([], close).steps).toEqual(steps);
  });

  it('says what it cannot record', () => {
    const text = recordSequence(
      [
        { from: 'client', opcode: 1, bytes: Uint8Array.from([0xff]), atMs: 0 },
        { ...client('p'), opcode: 9 },
      ],
      { url: 'ws://a/?q=${x}' },
    );
    expect(text).toContain('// Left out: 1 text messages of the client that are not valid UTF-8.');
    expect(readSequence(text)).toMatchObject({ ok: true, sequence: { url: 'ws://a/?q=${x}', steps: [] } });
  });

  it('awaits a late message that would be taken for a reply, so that the variable has the value of the reply', () => {
    const steps = short([
      server('hello'),
      server('{"k":"general"}', 1_001),
      client('{}', 1_001),
      server('{"k":"2024-05-01T10:00:00Z"}', 1_001),
      client('{"since":"2024-05-01T10:00:00Z"}', 1_001),
    ]);
    expect(steps).toEqual([
      { expect: 'hello' },
      { expect: { k: 'general' } },
      {},
      { expect: {}, capture: { k: '$.k' } },
      { since: '${k}' },
    ]);
  });

  it('gives a file that runs against the same server, and sends the same bytes', async () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constantFrom('general', 'tok-abcdef-123456', '${x}', '2024-05-01T10:00:00Z', 1_714_557_600, null, '_', '$'),
    );
    const key = fc.constantFrom('id', 'token', 'type', 'a b', 'text', 'createdAt', '__proto__', '7', '${k}');
    const object = fc.array(
      fc.tuple(key, fc.oneof(value, fc.dictionary(key, value), fc.array(value, { maxLength: 3 }))),
    );
    const text = fc.oneof(
      object.map((entries) => JSON.stringify(Object.fromEntries(entries))),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('tick 1', 'tick 2', 'tok-abcdef-123456', 'id 12345678', 'say tok-abcdef-123456 ${'),
    );
    const message = fc.oneof(
      { weight: 5, arbitrary: fc.tuple(fc.constantFrom('client' as const, 'server' as const), text, fc.nat(3_000)) },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom('client' as const, 'server' as const), fc.uint8Array(), fc.nat(9)),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 12 }), async (drawn) => {
        let atMs = 0;
        const messages = drawn.map(([from, content, later]): RecordedMessage => {
          atMs += later;
          const isText = typeof content === 'string';
          return { from, opcode: isText ? 1 : 2, bytes: isText ? bytesOf(content) : content, atMs };
        });
        const sequence = record(messages);
        const connection = new FakeConnection();
        // The other side plays its part again: what followed each message of the client then follows it now.
        let position = 0;
        const answer = (): void => {
          for (let next = messages[position]; next?.from === 'server'; next = messages[position]) {
            position += 1;
            connection.say(
              next.opcode === 1 ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(next.bytes) : next.bytes,
            );
          }
        };
        const sent: Uint8Array[] = [];
        connection.onSend = (_kind, bytes) => {
          sent.push(bytes);
          position += 1;
          answer();
        };
        const clock = new ManualClock();
        let begun = false;
        const running = runSequence(sequence, opening(connection), {
          clock,
          // What the server said first came before the first step.
          gate: ({ step }) => {
            if (!begun) answer();
            begun = true;
            return Promise.resolve(step);
          },
        });
        await clock.advanceTo(1_000_000);
        const { ok, steps } = await running;
        expect(steps.find((step) => !step.ok)?.problem).toBeUndefined();
        expect(ok).toBe(true);
        expect(sent).toEqual(messages.filter(({ from }) => from === 'client').map(({ bytes }) => bytes));
      }),
      { numRuns: 300 },
    );
  });
});

describe('extras', () => {
  const extras = { times: true, replies: true, secrets: true };

  it('keeps times and replies, and leaves secrets out', () => {
    const messages = [
      server('{"type":"session","token":"t0k3n-1"}', 50),
      client('{"op":"login","token":"t0k3n-1","password":"hunter2","user":"ann"}', 80.26),
      server('{"ok":true,"password":"hunter2"}', 90),
      client('{ "op": "again", "apiKey": "k-1", "password": "other" }', 100),
    ];
    const text = recordSequence(messages, { profile: 'p' }, undefined, extras);
    expect(text).not.toMatch(/hunter2|k-1|"other"/);
    expect(text).toContain('asked for when it runs: password, api-key, password-2.');
    const read = readSequence(text);
    expect(read).toMatchObject({ ok: true, warnings: [] });
    const { steps, recorded, compare } = read.ok ? read.sequence : { steps: [] };
    expect(steps.map(({ at }) => at)).toEqual([0, 30.3, 40, 50]);
    expect(steps[1]).toMatchObject({
      payload: { json: { op: 'login', token: '${token}', password: '${secret:password}', user: 'ann' } },
    });
    expect(steps[2]).toMatchObject({ matcher: { json: { ok: true, password: '${secret:password}' } } });
    expect(steps[3]).toMatchObject({
      payload: { json: { apiKey: '${secret:api-key}', password: '${secret:password-2}' } },
    });
    expect(recorded).toHaveLength(2);
    expect(compare?.ignore).toContain('$.token');
  });
});
