import { describe, expect, it } from 'vitest';
import { complete } from '../../../../src/capture/filter/language/complete.ts';

/** `|` is the cursor. */
function at(marked: string) {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { start, end, candidates } = complete(text, cursor);
  return { replaced: text.slice(start, end), labels: candidates.map(({ label }) => label), candidates };
}

describe('complete', () => {
  it('offers every key where nothing is typed', () => {
    expect(at('|').labels.slice(0, 3)).toEqual(['from:', 'opcode:', 'length:']);
    expect(at('|').labels).not.toContain('or');
    expect(at('from:client |').labels).toEqual(expect.arrayContaining(['from:', 'or', 'not']) as string[]);
  });

  it.each([
    ['fr|', 'fr', ['from:', 'fragment:']],
    ['a -op|', 'op', ['opcode:']],
    ['(le|', 'le', ['length:', 'complete:']],
    ['fr|om:client', 'from:', ['from:', 'fragment:']],
    ['from:|', '', ['client', 'server']],
    ['from:cl|', 'cl', ['client']],
    ['from:|client x', 'client ', ['client', 'server']],
    ['opcode:text,p|', 'p', ['ping', 'pong']],
    ['close:100|', '100', ['1000', '1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008', '1009']],
    ['violation:abandon|', 'abandon', ['framing-abandoned']],
    ['note:|', '', ['any', 'none', 'marked']],
    ['no|', 'no', ['note:']],
    ['"fr|', '', []],
    ['/fr|', '', []],
    ['nokey:x|', '', []],
    ['a o|', 'o', ['opcode:', 'or']],
    ['a or|', 'or', []],
  ])('%s', (marked, replaced, labels) => {
    const found = at(marked);
    expect(found.labels.slice(0, 10)).toEqual(labels);
    if (labels.length > 0) expect(found.replaced).toBe(replaced);
  });

  it('says what is put in and what it is for', () => {
    expect(at('fro|').candidates[0]).toEqual({
      kind: 'key',
      label: 'from:',
      insert: 'from:',
      words: 'who sent the frame',
    });
    expect(at('from:s|').candidates[0]).toMatchObject({ kind: 'value', insert: 'server ' });
    expect(at('json:|').candidates[0]).toMatchObject({ insert: '$.' });
  });
});
