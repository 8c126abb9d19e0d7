import { describe, expect, it } from 'vitest';
import { exportArtillery } from '../../src/replay/exportArtillery.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';

function exported(steps: readonly object[], variables: object = {}) {
  const read = readSequence(JSON.stringify({ url: 'ws://127.0.0.1:9/', variables, steps }));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { text, left } = exportArtillery(read.sequence, 'ws://127.0.0.1:9/chat');
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
        { send: { hex: '68 69' } },
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
      { think: 0.25 },
      { loop: [{ send: { payload: 'x', match: [{ regexp: '^a\\.b$', value: 'a.b' }] } }], count: 3 },
      { sendBytes: { payload: 'hi', capture: [{ json: '$', as: 'message' }] } },
    ]);
  });

  it('tells in comments what it cannot do', () => {
    const { text, left, scenario } = exported([
      { ping: 'hb' },
      { send: { hex: 'ff' } },
      { expect: { regex: 'x' } },
      { expect: { not: { text: 'x' }, within: 5 } },
      { parallel: [[{ wait: 1 }]] },
    ]);
    expect(scenario.flow).toEqual([]);
    expect(left).toHaveLength(5);
    expect(text).toContain('# Left out: ping "hb" (there is nothing like it there).\n');
  });
});
