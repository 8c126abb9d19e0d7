import assert from 'node:assert/strict';
import { cell, code } from '../../src/host/markdown.ts';

describe('markdown', () => {
  it('lets nothing be markup', () => {
    assert.equal(code('a`|b\n'), '`aˋ¦b `');
    assert.equal(cell('[x](command:y)|<b>\n'), '\\[x\\]\\(command:y\\)\\|\\<b\\> ');
  });
});
