import assert from 'node:assert/strict';
import { FrameSelection } from '../../src/host/frameSelection.ts';

describe('frameSelection', () => {
  it('remembers what was selected last, until nothing is', () => {
    const selection = new FrameSelection();
    assert.equal(selection.current, undefined);
    selection.set('s', [3]);
    selection.set('s', [3, 5]);
    assert.deepEqual(selection.current, { session: 's', frames: [3, 5] });
    selection.set('s', []);
    assert.equal(selection.current, undefined);
  });
});
