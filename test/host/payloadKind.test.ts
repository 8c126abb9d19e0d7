import assert from 'node:assert/strict';
import { extensionOf, hexDump, payloadKind } from '../../src/host/payloadKind.ts';
import { utf8 } from '../support/fakeEngine.ts';

describe('payloadKind', () => {
  it('is told by the bytes', () => {
    const kinds = [
      '{"a": 1}',
      ' [1,2]\n',
      '{"a": 1',
      '42["event"]',
      '<?xml version="1.0"?><a/>',
      '<message to="x"><body/></message>',
      '<!doctype html><p>hello',
      '<html lang="en"></html>',
      '<not closed',
      'a\0b',
      '',
    ].map((text) => payloadKind(utf8(text)));
    assert.deepEqual(kinds, [
      ...['json', 'json', 'text', 'text', 'xml', 'xml', 'html', 'html', 'text', 'binary', 'text'],
    ]);
    assert.equal(payloadKind(Uint8Array.of(0xff, 0xfe)), 'binary');
    assert.equal(extensionOf('text'), 'txt');
  });

  it('dumps bytes 16 a line', () => {
    assert.equal(
      hexDump(Uint8Array.from({ length: 17 }, (_, i) => 0x40 + i)),
      '00000000  40 41 42 43 44 45 46 47  48 49 4a 4b 4c 4d 4e 4f  @ABCDEFGHIJKLMNO\n' +
        '00000010  50                                                P\n',
    );
    assert.equal(hexDump(new Uint8Array()), '');
  });
});
