import { expect, test } from 'vitest';
import { bashWords } from '../../../src/formats/connections/bashWords.ts';
import { importNotes } from '../../../src/formats/connections/imported.ts';
import { connectionOfWscat } from '../../../src/formats/connections/wscat.ts';

const wscat = (text: string) => {
  const notes = importNotes();
  return { connection: connectionOfWscat(bashWords(text)[0] ?? [], notes), unmapped: notes.unmapped };
};

test('reads every option', () => {
  const text =
    '-c localhost:8080/x -H "A: b" --host other -o https://o -s v1 -s v2 --auth u:p -n --ca ca.pem --cert c.pem --key k.pem ' +
    '--passphrase word --proxy proxy:8 -L --max-redirects 2 -P --slash --no-color -x hello -w 3 -p 13';
  expect(wscat(text)).toEqual({
    connection: {
      options: {
        url: 'ws://localhost:8080/x',
        headers: [
          ['A', 'b'],
          ['Host', 'other'],
        ],
        origin: 'https://o',
        subprotocols: ['v1', 'v2'],
        auth: { type: 'basic', username: 'u', password: 'p' },
        tls: { verify: false, ca: ['ca.pem'], cert: 'c.pem', key: 'k.pem', passphrase: 'word' },
        proxy: 'http://proxy:8',
        followRedirects: true,
        maxRedirects: 2,
      },
      messages: [{ body: { kind: 'text', text: 'hello' } }],
    },
    unmapped: [],
  });
});

test('says what it cannot take', () => {
  expect(wscat('-c wss://a -p 8 --passphrase --new').unmapped).toEqual([
    expect.stringMatching(/only version 13/),
    expect.stringMatching(/ask for the passphrase/),
    expect.stringMatching(/--new of wscat/),
  ]);
  expect(wscat('-l 8080')).toEqual({ connection: undefined, unmapped: [] });
});
