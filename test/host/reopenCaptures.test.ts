import assert from 'node:assert/strict';
import type { CaptureOpened } from '../../src/contract/engineContract.ts';
import { reopenCaptures } from '../../src/host/reopenCaptures.ts';

describe('reopenCaptures', () => {
  function make(answers: readonly (CaptureOpened | Error)[]) {
    const asked: unknown[] = [];
    const left = [...answers];
    const call = (name: string, params: unknown): Promise<unknown> => {
      asked.push([name, params]);
      const answer = left.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
    return { engine: { call: call as never }, asked };
  }

  it('opens each capture by its file and connection, and answers the new names', async () => {
    const { engine, asked } = make([
      { kind: 'opened', session: 'new-1' },
      { kind: 'opened', session: 'new-2' },
    ]);
    const kept = [
      { id: 'old-1', title: 'A', file: '/a.pcapng' },
      { id: 'old-2', title: 'B', file: '/b.pcap', connection: 3 },
    ];
    const { names, problems } = await reopenCaptures(engine, kept, 'window');
    assert.deepEqual(
      [...names],
      [
        ['old-1', 'new-1'],
        ['old-2', 'new-2'],
      ],
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(asked, [
      ['capture.open', { file: '/a.pcapng', title: 'A', connection: undefined, interruption: 'window' }],
      ['capture.open', { file: '/b.pcap', title: 'B', connection: 3, interruption: 'window' }],
    ]);
  });

  it('goes on when one cannot be shown, and says which and why', async () => {
    const { engine } = make([
      new Error('there is no such file (ENOENT).'),
      { kind: 'choose', connections: [] },
      { kind: 'opened', session: 'new-3' },
    ]);
    const kept = ['A', 'B', 'C'].map((title) => ({ id: title, title, file: `/${title}.pcapng` }));
    const { names, problems } = await reopenCaptures(engine, kept, 'engine');
    assert.deepEqual([...names], [['C', 'new-3']]);
    assert.deepEqual(problems, [
      'The capture of A could not be shown again: there is no such file (ENOENT).',
      'The capture of B is another file now, with several connections: /B.pcapng',
    ]);
  });
});
