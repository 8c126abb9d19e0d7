import { close, frame, text } from './bytes.ts';
import { sends } from './framesCase.ts';
import { inGroup } from './hostileCase.ts';

const begun = (payload: Uint8Array | string): Buffer => frame(0x01, payload);
const goesOn = (payload: Uint8Array | string): Buffer => frame(0x00, payload);
const ends = (payload: Uint8Array | string): Buffer => frame(0x80, payload);

/** One text message of `count` bytes in as many fragments. */
const byteByByte = (count: number): Buffer =>
  Buffer.concat([begun('a'), Buffer.alloc((count - 2) * 3, goesOn('a')), ends('a')]);

/** Fragments of a message and what comes between them (RFC 6455 §5.4). */
export const fragmentationCases = inGroup('frames', [
  sends('cont-no-start-nofin', 'violation', () => [goesOn('hello')], [/continuation/i], {
    rules: ['continuation-without-start'],
  }),
  sends('text-in-fragmented', 'violation', () => [begun('abc'), text('hello')], [/text/i, /fragment|continuation/i], {
    rules: ['message-interleaved'],
  }),
  sends(
    'binary-in-fragmented',
    'violation',
    () => [begun('abc'), frame(0x82, 'hello')],
    [/binary/i, /fragment|continuation|interleaved/i],
    { rules: ['message-interleaved'] },
  ),
  sends('close-in-fragmented', 'valid', () => [begun('abc'), close(1000)], [], { closeSent: true }),
  sends('fragments-empty', 'valid', () => [begun(''), goesOn(''), ends('')], []),
  sends('fragments-20000', 'valid', () => [byteByByte(20_000)], []),
  sends('fragments-1-byte', 'valid', () => [byteByByte(5000)], []),
]);
