import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/profiles/inputs.ts';
import { readJson } from '../../src/profiles/jsonText.ts';

function read(source: string) {
  const messages: string[] = [];
  const inputs = readInputs(readJson(source).root, (_, message) => messages.push(message));
  return { inputs, messages };
}

describe('readInputs', () => {
  it('reads all three types', () => {
    const source = `[
      { "id": "t", "type": "promptString", "description": "Token", "password": true },
      { "id": "r", "type": "pickString", "options": ["a", { "label": "B", "value": "b" }, { "value": "c" }], "default": "b" },
      { "id": "c", "type": "command", "command": "x.y", "args": { "n": [1, null] } }
    ]`;
    expect(read(source)).toEqual({
      messages: [],
      inputs: [
        { id: 't', type: 'promptString', description: 'Token', password: true },
        {
          id: 'r',
          type: 'pickString',
          options: [
            { label: 'a', value: 'a' },
            { label: 'B', value: 'b' },
            { label: 'c', value: 'c' },
          ],
          default: 'b',
        },
        { id: 'c', type: 'command', command: 'x.y', args: { n: [1, null] } },
      ],
    });
  });

  it('keeps the good ones beside a bad one', () => {
    const { inputs, messages } = read(
      '[ { "id": "a", "type": "pickString", "options": [1, { "label": "x" }] }, { "id": "b", "type": "promptString" } ]',
    );
    expect(inputs.map(({ id }) => id)).toEqual(['b']);
    expect(messages).toEqual([
      expect.stringContaining('a text in double quotes') as string,
      expect.stringContaining('needs a "value"') as string,
    ]);
  });

  it('has none where there are none', () => {
    expect(readInputs(undefined, () => undefined)).toEqual([]);
  });
});
