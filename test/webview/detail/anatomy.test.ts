import { describe, expect, test } from 'vitest';
import { drawnCells, fieldPurpose, headerFields } from '../../../webview/detail/anatomy.ts';
import { frameDetail } from '../fakePanel.ts';

const table = (frame: ReturnType<typeof frameDetail>): string[] =>
  headerFields(frame).map(({ name, bits, value }) => `${name} ${bits} ${value}`);

describe('fields', () => {
  test('the single-frame unmasked text message of RFC 6455 §5.7', () => {
    expect(table(frameDetail())).toEqual([
      'FIN 1 1',
      'RSV1 0 0',
      'RSV2 0 0',
      'RSV3 0 0',
      'Opcode 0001 0x1',
      'MASK 0 0',
      'Payload length 0000101 5',
    ]);
  });

  test('the masked one', () => {
    const header = Uint8Array.of(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d);
    const frame = frameDetail({ from: 'client', masked: true, maskingKey: '37fa213d', header });
    expect(table(frame).slice(5)).toEqual([
      'MASK 1 1',
      'Payload length 0000101 5',
      'Masking key 00110111111110100010000100111101 37fa213d',
    ]);
  });

  test('256 bytes in the 16-bit form, 64 KiB in the 64-bit form', () => {
    const short = frameDetail({ lengthForm: 16, payloadLength: 256, header: Uint8Array.of(0x82, 0x7e, 1, 0) });
    expect(table(short).slice(6)).toEqual([
      'Payload length 1111110 126',
      'Extended payload length 0000000100000000 256',
    ]);
    const long = frameDetail({
      lengthForm: 64,
      payloadLength: 65536,
      header: Uint8Array.of(0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0),
    });
    expect(headerFields(long).at(-1)).toMatchObject({ value: '65,536', name: 'Extended payload length' });
    expect(headerFields(long).at(-1)?.bits).toHaveLength(64);
  });

  test('meanings speak of this very frame', () => {
    const masked = frameDetail({ masked: true, maskingKey: '00000000', header: Uint8Array.of(0x81, 0x80, 0, 0, 0, 0) });
    expect(headerFields(masked)[5]?.meaning).toBe('Masked: a server must not mask.');
    const compressed = frameDetail({
      rsv: [true, false, false],
      header: Uint8Array.of(0xc1, 0x07),
      message: { ...frameDetail().message!, compressed: true },
    });
    expect(headerFields(compressed)[1]?.meaning).toBe('The message is compressed (RFC 7692 §6).');
    const fragment = frameDetail({ fin: false, header: Uint8Array.of(0x01, 0x03) });
    expect(headerFields(fragment)[0]?.meaning).toBe('More fragments of this message follow.');
  });
});

describe('drawing', () => {
  const frame = frameDetail({
    from: 'client',
    masked: true,
    maskingKey: '37fa213d',
    lengthForm: 16,
    header: Uint8Array.of(0x81, 0xfe, 1, 0, 0x37, 0xfa, 0x21, 0x3d),
  });
  const places = (columns: number): string[] =>
    drawnCells(headerFields(frame), columns)
      .slice(-3)
      .map(({ field, row, column, bits, continued }) =>
        [field.name, row, column, bits.length, continued ? 'continued' : ''].join(' ').trim(),
      );

  test('32 bits a row, as in the RFC', () => {
    expect(places(32)).toEqual(['Payload length 0 9 7', 'Extended payload length 0 16 16', 'Masking key 1 0 32']);
  });

  test('16 bits a row: what does not fit goes on below', () => {
    expect(places(16)).toEqual([
      'Extended payload length 1 0 16',
      'Masking key 2 0 16',
      'Masking key 3 0 16 continued',
    ]);
  });
});

test('every field has a purpose of its own', () => {
  const fields = headerFields(
    frameDetail({
      ...{ masked: true, maskingKey: '00000000', lengthForm: 16, payloadLength: 126 },
      header: Uint8Array.of(0x81, 0xfe, 0, 126, 0, 0, 0, 0),
    }),
  );
  const purposes = fields.map(fieldPurpose);
  expect(purposes.every((purpose) => purpose.endsWith('.') || purpose.endsWith(').'))).toBe(true);
  expect(new Set(purposes).size).toBe(fields.length);
});
