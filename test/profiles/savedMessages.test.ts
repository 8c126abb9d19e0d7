import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/profiles/jsonText.ts';
import { readCollections, readMessages } from '../../src/profiles/savedMessages.ts';

const refuse = (_: unknown, message: string): never => {
  throw new Error(message);
};
const messages = (source: string) => readMessages(source, readJson(source).root, refuse);

describe('readMessages', () => {
  it('reads every payload', () => {
    expect(
      messages(
        '[ { "name": "a", "text": "x", "description": "d" }, { "name": "b", "hex": "00 fF" }, { "name": "c", "base64": "aGk=" } ]',
      ),
    ).toEqual([
      { name: 'a', description: 'd', payload: { kind: 'text', text: 'x' } },
      { name: 'b', payload: { kind: 'hex', hex: '00 fF' } },
      { name: 'c', payload: { kind: 'base64', base64: 'aGk=' } },
    ]);
  });

  it('keeps the numbers and names of JSON as they are written', () => {
    const source =
      '[ { "name": "a", "json": { "id": 12345678901234567890, /* big */ "a": 1.50,\n"a": [true, null, "é  x",], } } ]';
    expect(messages(source)[0]?.payload).toEqual({
      kind: 'text',
      text: '{"id":12345678901234567890,"a":1.50,"a":[true,null,"é  x"]}',
    });
    expect(messages('[ { "name": "a", "json": null } ]')[0]?.payload).toEqual({ kind: 'text', text: 'null' });
  });
});

describe('readCollections', () => {
  it('reads collections inside collections', () => {
    const source =
      '[ { "name": "c", "description": "d", "messages": [ { "name": "m", "text": "" } ], "collections": [ { "name": "inner" } ] } ]';
    expect(readCollections(source, readJson(source).root, refuse)).toEqual([
      {
        name: 'c',
        description: 'd',
        messages: [{ name: 'm', payload: { kind: 'text', text: '' } }],
        collections: [{ name: 'inner', messages: [], collections: [] }],
      },
    ]);
  });

  it('has none where there are none', () => {
    expect(readCollections('', undefined, refuse)).toEqual([]);
  });
});
