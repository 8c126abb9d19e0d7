import assert from 'node:assert/strict';
import { fittingScope, payloadPieces, wholePayload } from '../../src/host/payloadContent.ts';
import { fakeEngine, utf8 } from '../support/fakeEngine.ts';

const ref = { session: 's', frame: 0, of: 'frame' } as const;

describe('payloadContent', () => {
  it('gives a long payload in pieces that make the whole', async () => {
    const payload = Uint8Array.from({ length: 9 * 1024 * 1024 }, (_, i) => i % 251);
    const engine = fakeEngine([{ from: 'server', opcode: 2, payload }]);
    let pieces = 0;
    for await (const { total } of payloadPieces(engine, ref)) {
      pieces += 1;
      assert.equal(total, payload.length);
    }
    assert.equal(pieces, 3);
    const { bytes } = await wholePayload(engine, ref, payload.length, () => '');
    assert.equal(Buffer.compare(bytes, payload), 0);
  });

  it('refuses one that is too long in the words of whoever asks, and tells why one is not whole', async () => {
    const engine = fakeEngine([{ from: 'server', opcode: 1, payload: utf8('hello') }], 'It was cut.');
    await assert.rejects(
      wholePayload(engine, ref, 4, (total) => `${total} are too many`),
      /5 are too many/,
    );
    assert.equal((await wholePayload(engine, ref, 5, () => '')).problem, 'It was cut.');
  });

  it('takes the whole message where that is more than the frame', async () => {
    const payload = utf8('x');
    const engine = fakeEngine([
      { from: 'server', opcode: 1, payload },
      { from: 'server', opcode: 1, payload, of: 2 },
      { from: 'server', opcode: 9, payload },
    ]);
    const scopes = await Promise.all(
      [0, 1, 2].map(async (frame) => fittingScope(await engine.call('session.frame', { session: 's', frame }))),
    );
    assert.deepEqual(scopes, ['frame', 'message', 'frame']);
  });
});
