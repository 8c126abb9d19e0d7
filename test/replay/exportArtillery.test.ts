import { describe, expect, it } from 'vitest';
import { exportedConnection } from '../../src/replay/exportedConnection.ts';
import { exportArtillery } from '../../src/replay/exportArtillery.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import { demo } from '../session/conversation.ts';
import { runOnArtillery } from './artilleryEngine.ts';

function exported(steps: readonly object[], variables: object = {}, url = 'ws://127.0.0.1:9/chat') {
  const read = readSequence(JSON.stringify({ url: 'ws://127.0.0.1:9/', variables, steps }));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { text, left } = exportArtillery(read.sequence, exportedConnection({ url }));
  const [, config = '', scenarios = ''] = /^config: (.*)^scenarios: (.*)/ms.exec(text) ?? [];
  const [scenario] = JSON.parse(scenarios) as { engine: string; flow: unknown[] }[];
  return { text, left, config: JSON.parse(config) as Record<string, unknown>, scenario: scenario! };
}

describe('exportArtillery', () => {
  it('writes messages with the answers that they wait for', () => {
    const { config, scenario, left } = exported(
      [
        { expect: { json: { type: 'session' } }, capture: { token: '$.token' } },
        { send: { json: { op: 'login', token: '${token}', key: '${env:KEY}' } } },
        { expect: { json: { ok: true, list: [1, { a: '${token}' }] } } },
        { send: { text: 'hi $${x}' } },
        { wait: 250 },
        {
          repeat: {
            times: 3,
            steps: [{ group: { name: 'g', steps: [{ send: { text: 'x' } }, { expect: { text: 'a.b' } }] } }],
          },
        },
        { send: { fragments: ['h', 'i'] } },
        { expect: { opcode: 'text' } },
        { close: { code: 1000 } },
      ],
      { user: 'ann' },
    );
    expect(left).toEqual([]);
    expect(config).toMatchObject({ target: 'ws://127.0.0.1:9/chat', variables: { user: ['ann'] } });
    expect(scenario.engine).toBe('ws');
    expect(scenario.flow).toEqual([
      { wait: { match: [{ json: '$.type', value: 'session' }], capture: [{ json: '$.token', as: 'token' }] } },
      {
        send: {
          payload: { op: 'login', token: '{{ token }}', key: '{{ $env.KEY }}' },
          match: [
            { json: '$.ok', value: true },
            { json: '$.list[0]', value: 1 },
            { json: '$.list[1].a', value: '{{ token }}' },
          ],
        },
      },
      { send: 'hi ${x}' },
      { think: '250ms' },
      { loop: [{ send: { payload: 'x', match: [{ regexp: '^[\\s\\S]*$', value: 'a.b' }] } }], count: 3 },
      { send: { payload: 'hi', capture: [{ json: '$', as: 'message' }] } },
    ]);
  });

  it('tells in comments what it cannot do', () => {
    const { text, left, scenario } = exported([
      { ping: 'hb' },
      { send: { hex: '68 69' } },
      { expect: { jsonpath: { '$.list': { equals: [1] } } } },
      { expect: { regex: 'x' } },
      { expect: { not: { text: 'x' }, within: 5 } },
      { parallel: [[{ wait: 1 }]] },
    ]);
    expect(scenario.flow).toEqual([]);
    expect(left).toHaveLength(6);
    expect(text).toContain('# Left out: ping "hb" (there is nothing like it there).\n');
  });
});

describe('on Artillery, against the demo server', () => {
  const talk = [
    { expect: { json: { type: 'session' } }, capture: { token: '$.token' } },
    { send: { json: { op: 'login', id: 1, user: '${user}', token: '${token}' } } },
    { expect: { json: { type: 'reply', id: 1, ok: true, user: 'ann' } }, capture: { who: '$.user' } },
    {
      repeat: {
        times: 2,
        steps: [
          { send: { json: { op: 'say', id: 2, text: 'hi' } } },
          { expect: { jsonpath: { '$.id': 2, '$.user': '${who}' } } },
        ],
      },
    },
    { wait: 10 },
    { send: { text: '{"op":"say","id":"${who}","text":"$${x}"}' } },
    { expect: { text: '{"type":"reply","id":"ann","op":"say","ok":true,"number":3,"user":"ann","text":"$${x}"}' } },
    { send: { json: { op: 'history', id: 3 } } },
    { expect: { json: { id: 3, said: ['hi', 'hi', '$${x}'] } } },
    { close: { code: 1000 } },
  ];

  async function run(steps: readonly object[]) {
    const url = `${(await demo()).url}/chat?token=fresh`;
    const { text, left } = exported(steps, { user: 'ann' }, url);
    expect(left).toEqual([
      expect.stringMatching(/^The secrets in the URL were left out: put them where .* has dots\.$/),
    ]);
    return runOnArtillery(text.replaceAll('token=•••', 'token=fresh'));
  }

  it('every virtual user goes through the whole exchange', async () => {
    expect(await run(talk)).toMatchObject({
      'vusers.created': 3,
      'vusers.completed': 3,
      'vusers.failed': 0,
      'websocket.messages_sent': 3 * 5,
      'websocket.messages_received': 3 * 6,
    });
  });

  it('another answer than the expected one fails them', async () => {
    const other = { expect: { jsonpath: { '$.user': '${user}', '$.number': 2 } } };
    expect(await run([talk[0]!, { send: { json: { op: 'say', id: 1, text: 'hi' } } }, other])).toMatchObject({
      'vusers.failed': 3,
      'errors.Failed capture or match': 3,
    });
  });
});
