import { describe, expect, it } from 'vitest';
import { checkSubprotocols } from '../../../src/profiles/check/checkSubprotocols.ts';

describe('checkSubprotocols', () => {
  it.each([[[]], [['chat.v2', 'chat.v1', 'CHAT.v1']], [["!#$%&'*+-.^_`|~09azAZ"]]])('takes %j', (subprotocols) => {
    expect(checkSubprotocols(subprotocols)).toEqual([]);
  });

  it.each([
    [['a', ''], 1, 0, 'Subprotocol 2 is empty'],
    [['a b'], 0, 1, 'Character 2 of subprotocol 1 is a space.'],
    [['a,b'], 0, 1, 'Enter each subprotocol by itself'],
    [['a', 'b', 'a'], 2, 0, 'Subprotocol 1 is there twice, again as number 3'],
    [['snow☃'], 0, 4, '☃'],
  ])('refuses %j', (subprotocols, index, offset, words) => {
    const problems = checkSubprotocols(subprotocols);
    expect(problems).toMatchObject([{ field: 'subprotocols', index, offset }]);
    expect(problems[0]?.message).toContain(words);
  });

  it('does not repeat what may be a login', () => {
    const token = 'base64url.bearer.authorization.k8s.io.QUJDREVGR0g';
    const problems = checkSubprotocols([token, token, `${token} `]);
    expect(problems.map(({ index }) => index)).toEqual([1, 2]);
    expect(JSON.stringify(problems)).not.toContain('QUJDREVGR0g');
  });
});
