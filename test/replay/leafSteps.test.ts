import { describe, expect, it } from 'vitest';
import { type Happening, play } from './runs.ts';

const control = (at: number, kind: 'ping' | 'pong', text: string): Happening => [
  at,
  (server) => server().control(kind, text),
];
const ends = (at: number, close: object): Happening => [at, (server) => server().end(close)];

describe('Pings and Pongs', () => {
  it.each<[string, readonly object[], readonly Happening[], readonly boolean[]]>([
    ['any Ping', [{ expectPing: {} }], [control(5, 'ping', 'x')], [true]],
    ['one that came before', [{ wait: 10 }, { expectPing: { text: 'x' } }], [control(5, 'ping', 'x')], [true, true]],
    ['a Pong is no Ping', [{ expectPing: { timeout: 20 } }], [control(5, 'pong', 'x')], [false]],
    ['another payload', [{ expectPong: { text: 'y', timeout: 20 } }], [control(5, 'pong', 'x')], [false]],
    [
      'the right payload after another',
      [{ expectPong: { text: 'y' } }],
      [control(5, 'pong', 'x'), control(6, 'pong', 'y')],
      [true],
    ],
    [
      'one is taken once',
      [{ expectPing: {} }, { expectPing: { timeout: 9 } }],
      [control(0, 'ping', '')],
      [true, false],
    ],
    ['an end', [{ expectPing: {} }], [ends(5, {})], [false]],
  ])('%s', async (_rule, steps, happenings, expected) => {
    const { told } = await play({ steps }, happenings);
    expect(told.map(({ ok }) => ok)).toEqual(expected);
  });

  it('tells what came instead', async () => {
    const steps = [{ expectPong: { text: '${v}', timeout: 20 } }];
    const { told } = await play({ steps, variables: { v: 'y' } }, [control(5, 'pong', 'x')]);
    expect(told[0]).toMatchObject({
      problem: 'No pong with "y" came within 20 ms. One with "x" came.',
      skipped: ['x'],
    });
    expect((await play({ steps })).problems[0]).toContain('no variable "v"');
    expect((await play({ steps: [{ expectPing: {} }] }, [ends(5, {})])).problems[0]).toContain('before a ping came');
  });
});

describe('expectClose', () => {
  const close = { code: 4001, reason: 'over', by: 'server' };

  it.each<[object, string | undefined]>([
    [{ code: 4001, reason: 'over', by: 'server' }, undefined],
    [{ reason: '${why}' }, undefined],
    [{ reason: 'other' }, 'the reason "other" was expected.'],
    [{ by: 'client' }, 'it was expected to be ended by the client, and that was the server.'],
    [{ code: 1000 }, 'code 1000 was expected, and it is 4001.'],
    [{ reason: '${nope}' }, 'no variable "nope"'],
  ])('%j', async (expectClose, words) => {
    const { problems } = await play({ steps: [{ expectClose }], variables: { why: 'over' } }, [ends(5, close)]);
    if (words === undefined) expect(problems).toEqual([]);
    else expect(problems[0]).toContain(words);
  });
});

it('sends fragments as one message, and files', async () => {
  const readFile = (path: string) => Promise.resolve(new TextEncoder().encode(`content of ${path}`));
  const steps = [
    { send: { fragments: ['a', 'b'] } },
    { send: { fragments: ['c'] } },
    { send: { file: 'f', opcode: 'text' } },
  ];
  const { log } = await play({ steps }, [], { readFile });
  expect(log).toEqual([['text a|b', 'c', 'content of f']]);
});
