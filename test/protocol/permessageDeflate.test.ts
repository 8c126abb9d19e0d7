import fc from 'fast-check';
import { constants, createDeflateRaw, deflateRawSync, type DeflateRaw } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createInflater, type Inflater, type InflaterOptions } from '../../src/protocol/permessageDeflate.ts';
import { bytesOf, hex } from './recorder.ts';

const inflater = (more: Partial<InflaterOptions> = {}): Inflater =>
  createInflater({ maxWindowBits: 15, noContextTakeover: false, maxLength: 1_000_000, ...more });

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** Compresses messages as RFC 7692 §7.2.1 says, one after the other in one context. */
async function compressAll(messages: readonly Uint8Array[], deflate: DeflateRaw): Promise<Uint8Array[]> {
  const payloads: Uint8Array[] = [];
  for (const message of messages) {
    const parts: Buffer[] = [];
    const take = (part: Buffer): void => void parts.push(part);
    deflate.on('data', take);
    deflate.write(message);
    await new Promise<void>((resolve) => deflate.flush(constants.Z_SYNC_FLUSH, resolve));
    deflate.off('data', take);
    const all = Buffer.concat(parts);
    expect(all.subarray(-4)).toEqual(Buffer.from([0, 0, 0xff, 0xff]));
    payloads.push(all.subarray(0, -4));
  }
  deflate.close();
  return payloads;
}

/** A message on its own. */
const compress = (message: Uint8Array): Uint8Array => {
  const all = deflateRawSync(message, { finishFlush: constants.Z_SYNC_FLUSH });
  return all.subarray(0, -4);
};

const words = fc
  .array(fc.constantFrom('alpha ', 'beta ', 'gamma ', '{"id":', '}', '12345 '), { maxLength: 400 })
  .map((parts) => bytesOf(parts.join('')));

describe('createInflater', () => {
  it('inflates what a sender compresses, with every window, with and without takeover', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(words, fc.uint8Array({ minLength: 1, maxLength: 3000 })), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 9, max: 15 }),
        async (messages, bits) => {
          const sent = messages.filter((message) => message.length > 0);
          const payloads = await compressAll(sent, createDeflateRaw({ windowBits: bits }));
          const receiver = inflater({ maxWindowBits: bits });
          payloads.forEach((payload, index) => {
            const { bytes, fault, whole } = receiver.inflate(payload);
            expect(fault).toBeUndefined();
            expect(whole).toBe(true);
            expect(Buffer.compare(bytes, sent[index]!)).toBe(0);
          });
          const history = Buffer.concat(sent).subarray(-32_768);
          expect(Buffer.compare(receiver.window(), history)).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes on from a window that was given', async () => {
    const [first, second] = await compressAll([bytesOf('hello hello'), bytesOf('hello hello')], createDeflateRaw());
    const before = inflater();
    before.inflate(first!);
    const after = inflater({ window: before.window() });
    expect(text(after.inflate(second!).bytes)).toBe('hello hello');
  });

  it('keeps the last 32 KiB of long histories', async () => {
    const messages = Array.from({ length: 40 }, (_, index) => Buffer.alloc(10_000, `${index} and so on;`));
    const payloads = await compressAll(messages, createDeflateRaw());
    const receiver = inflater();
    payloads.forEach((payload, index) => {
      expect(Buffer.compare(receiver.inflate(payload).bytes, messages[index]!)).toBe(0);
    });
    expect(receiver.window()).toHaveLength(32_768);
  });

  it('has no window without takeover', () => {
    const receiver = inflater({ noContextTakeover: true });
    expect(text(receiver.inflate(hex('f2 48 cd c9 c9 07 00')).bytes)).toBe('Hello');
    expect(text(receiver.inflate(hex('f2 48 cd c9 c9 07 00')).bytes)).toBe('Hello');
    expect(receiver.window()).toHaveLength(0);
  });

  it.each([
    ['a fixed block (§7.2.3.1)', 'f2 48 cd c9 c9 07 00', 'Hello'],
    ['a stored block (§7.2.3.3)', '00 05 00 fa ff 48 65 6c 6c 6f 00', 'Hello'],
    ['a final block (§7.2.3.4)', 'f3 48 cd c9 c9 07 00 00', 'Hello'],
    ['two blocks (§7.2.3.5)', 'f2 48 05 00 00 00 ff ff ca c9 c9 07 00', 'Hello'],
    ['an empty message (§7.2.3.6)', '00', ''],
    ['data that ends like the tail', '00 05 00 fa ff 48 00 00 ff ff 00', 'H\0\0\ufffd\ufffd'],
  ])('reads %s', (_name, payload, expected) => {
    for (const maxWindowBits of [15, 9]) {
      const receiver = inflater({ maxWindowBits });
      for (let time = 0; time < 2; time += 1) {
        const { bytes, fault, whole } = receiver.inflate(hex(payload));
        expect(fault).toBeUndefined();
        expect(whole).toBe(true);
        expect(text(bytes)).toBe(expected);
      }
    }
  });

  it('reads several final blocks in one message', () => {
    const payload = bytesOf(deflateRawSync(bytesOf('one ')), deflateRawSync(bytesOf('two')), [0]);
    expect(inflater().inflate(payload)).toMatchObject({ fault: undefined, whole: true });
    expect(text(inflater().inflate(payload).bytes)).toBe('one two');
  });

  it('blames an empty payload and not the message after it', () => {
    const receiver = inflater();
    expect(receiver.inflate(new Uint8Array(0))).toMatchObject({ fault: { kind: 'empty' }, whole: true });
    expect(receiver.inflate(hex('f2 48 cd c9 c9 07 00'))).toMatchObject({ fault: undefined });
  });

  it('names garbage and gives what came before it', () => {
    const { bytes, fault, whole } = inflater().inflate(bytesOf(hex('f2 48 cd c9 c9 07 00'), hex('00 00 ff ff 07')));
    expect(fault).toMatchObject({ kind: 'garbage' });
    expect(whole).toBe(false);
    expect(text(bytes)).toBe('Hello');
  });

  it('names a payload that ends inside a block, and leaves the next one innocent', () => {
    const receiver = inflater();
    const payload = compress(Buffer.alloc(3000, 'some text that goes on and on, '));
    const cut = receiver.inflate(payload.subarray(0, payload.length - 8));
    expect(cut).toMatchObject({ fault: { kind: 'truncated' }, whole: false });
    expect(cut.bytes.length).toBeGreaterThan(0);
    expect(receiver.inflate(hex('f2 48 cd c9 c9 07 00'))).toMatchObject({ fault: undefined, whole: true });
  });

  it('calls a message a victim when it refers to what an earlier fault made unknown', async () => {
    const same = bytesOf('the very same text in both of these messages');
    const [first, second, third] = await compressAll([same, same, same], createDeflateRaw());
    const receiver = inflater();
    expect(receiver.inflate(first!.subarray(0, -6)).fault).toMatchObject({ kind: 'truncated' });
    expect(receiver.inflate(second!)).toMatchObject({ fault: { kind: 'victim' }, whole: false });
    expect(receiver.inflate(third!).fault).toMatchObject({ kind: 'victim' });
    const skipped = inflater();
    skipped.skip();
    expect(skipped.inflate(second!).fault).toMatchObject({ kind: 'victim' });
  });

  it('trusts its window again once enough is known', () => {
    const receiver = inflater();
    receiver.inflate(hex('06'));
    const random = Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * index * 31) >> 3));
    expect(receiver.inflate(compress(random)).fault).toBeUndefined();
    expect(text(receiver.inflate(hex('f2 48 cd c9 c9 07 00')).bytes)).toBe('Hello');
  });

  it('names the missing byte 00 after a final block, and takes the message as whole', () => {
    const { bytes, fault, whole } = inflater().inflate(deflateRawSync(bytesOf('Hello')));
    expect(fault).toMatchObject({ kind: 'truncated' });
    expect(whole).toBe(true);
    expect(text(bytes)).toBe('Hello');
  });

  it('names bytes after a final block', () => {
    const { bytes, fault } = inflater().inflate(bytesOf(deflateRawSync(bytesOf('Hello')), 'rubbish!'));
    expect(fault).toMatchObject({ kind: 'trailing' });
    expect(text(bytes)).toBe('Hello');
  });

  it('names a tail that was not cut off', () => {
    const receiver = inflater();
    const { bytes, fault, whole } = receiver.inflate(
      deflateRawSync(bytesOf('Hello'), { finishFlush: constants.Z_SYNC_FLUSH }),
    );
    expect(fault).toMatchObject({ kind: 'trailing' });
    expect(fault?.detail).toContain('00 00 FF FF');
    expect(whole).toBe(true);
    expect(text(bytes)).toBe('Hello');
    expect(receiver.inflate(hex('f2 48 cd c9 c9 07 00')).fault).toBeUndefined();
  });

  it('names a stored block that lacks its last bytes, four of them too', () => {
    const payload = hex('00 09 00 f6 ff 41 42 43 44 45');
    expect(inflater().inflate(payload).fault).toMatchObject({ kind: 'truncated' });
    expect(inflater().inflate(payload.subarray(0, 8)).fault).toMatchObject({ kind: 'truncated' });
  });

  it('stops at the cap and keeps the context', async () => {
    const [big, small] = await compressAll([Buffer.alloc(30_000, 'abc'), bytesOf('abcabcabc')], createDeflateRaw());
    const receiver = inflater({ maxLength: 10_000 });
    const { bytes, fault, whole } = receiver.inflate(big!);
    expect(fault).toMatchObject({ kind: 'cap' });
    expect(bytes).toHaveLength(10_000);
    expect(whole).toBe(false);
    expect(text(receiver.inflate(small!).bytes)).toBe('abcabcabc');
  });

  it('gives up a message far beyond the cap, and says victim of one that refers to it', async () => {
    const [huge, small] = await compressAll([Buffer.alloc(900_000, 'abc'), bytesOf('abcabcabc')], createDeflateRaw());
    const receiver = inflater({ maxLength: 1000 });
    expect(receiver.inflate(huge!).fault).toMatchObject({ kind: 'cap' });
    expect(receiver.inflate(small!).fault).toMatchObject({ kind: 'victim' });
  });

  it('caps the sum over several final blocks', () => {
    const payload = bytesOf(deflateRawSync(Buffer.alloc(800, 'a')), deflateRawSync(Buffer.alloc(800, 'b')), [0]);
    const { bytes, fault } = inflater({ maxLength: 1000 }).inflate(payload);
    expect(fault).toMatchObject({ kind: 'cap' });
    expect(bytes).toHaveLength(1000);
  });

  it('names a reference beyond the agreed window within one message', () => {
    const message = Buffer.concat([
      bytesOf('needle-in-the-hay'),
      Buffer.alloc(1500, 'x'),
      bytesOf('needle-in-the-hay'),
    ]);
    const payload = compress(message);
    const { bytes, fault, whole } = inflater({ maxWindowBits: 9 }).inflate(payload);
    expect(fault).toMatchObject({ kind: 'window' });
    expect(fault?.detail).toMatch(/refers 1517 bytes back; the agreed window has 512 bytes/);
    expect(whole).toBe(true);
    expect(Buffer.compare(bytes, message)).toBe(0);
  });

  it('names a reference beyond the agreed window across messages', async () => {
    const first = Buffer.concat([bytesOf('needle-in-the-hay'), Buffer.alloc(2000, 'x')]);
    const payloads = await compressAll([first, bytesOf('needle-in-the-hay')], createDeflateRaw());
    const receiver = inflater({ maxWindowBits: 9 });
    expect(receiver.inflate(payloads[0]!).fault).toBeUndefined();
    const { bytes, fault, whole } = receiver.inflate(payloads[1]!);
    expect(fault).toMatchObject({ kind: 'window' });
    expect(whole).toBe(true);
    expect(text(bytes)).toBe('needle-in-the-hay');
  });

  it('names references into earlier messages when there was no takeover, and reads them all the same', async () => {
    const same = bytesOf('the very same text in both of these messages');
    const [first, second] = await compressAll([same, same], createDeflateRaw());
    const receiver = inflater({ noContextTakeover: true });
    expect(receiver.inflate(first!).fault).toBeUndefined();
    const { bytes, fault, whole } = receiver.inflate(second!);
    expect(fault).toMatchObject({ kind: 'context' });
    expect(whole).toBe(true);
    expect(bytes).toEqual(Uint8Array.from(same));
  });

  it('names a reference before the first byte', async () => {
    const same = bytesOf('the very same text in both of these messages');
    const [, second] = await compressAll([same, same], createDeflateRaw());
    expect(inflater().inflate(second!)).toMatchObject({ fault: { kind: 'context' }, whole: false });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }),
        fc.integer({ min: 8, max: 15 }),
        fc.boolean(),
        (payloads, maxWindowBits, noContextTakeover) => {
          const receiver = inflater({ maxWindowBits, noContextTakeover, maxLength: 5000 });
          for (const payload of payloads) expect(receiver.inflate(payload).bytes.length).toBeLessThanOrEqual(5000);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
