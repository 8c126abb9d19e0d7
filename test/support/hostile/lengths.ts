import { frame, hex } from './bytes.ts';
import { sends } from './framesCase.ts';
import { inGroup } from './hostileCase.ts';

const a = (length: number): Buffer => Buffer.alloc(length, 'a');

/** The length field, honest and not (RFC 6455 §5.2, §5.5). */
export const lengthCases = inGroup('frames', [
  sends('len64-for-16', 'violation', () => [hex('81 7f 00 00 00 00 00 00 03 e8'), a(1000)], [/1000|1,000/, /64/], {
    rules: ['length-not-minimal'],
  }),
  sends(
    'len64-msb',
    'violation',
    () => [hex('82 7f ff ff ff ff ff ff ff ff')],
    [/length/i, /top bit|most significant/i],
    { rules: ['length-top-bit'] },
  ),
  sends(
    'len64-msb-only',
    'violation',
    () => [hex('82 7f 80 00 00 00 00 00 00 00')],
    [/length/i, /top bit|most significant/i],
    { rules: ['length-top-bit'] },
  ),
  sends(
    'len-90MiB-stall',
    'transport',
    () => [hex('82 7f 00 00 00 00 05 a0 00 00'), a(10)],
    [/\b10\b/, /94371840|94,371,840/],
    {
      hang: true,
      stages: ['timeout', 'framing', 'closing'],
    },
  ),
  sends('len-short-then-more', 'violation', () => [hex('81 03'), 'hello'], [/6c/i, /length|header/i], {
    rules: ['rsv1-set', 'rsv2-set', 'opcode-reserved', 'framing-lost', 'length-probably-off'],
  }),
  sends('len-127-as-7bit', 'violation', () => [hex('81 7f'), a(127)], [/length/i, /64/], {
    rules: ['length-impossible', 'framing-lost', 'length-probably-off'],
  }),
  sends(
    'len-little-endian',
    'violation',
    () => [hex('81 7e 2c 01'), a(300)],
    [/300/, /11265|11,265/, /swap|byte order/i],
    {
      hang: true,
      stages: ['timeout', 'framing', 'closing'],
      rules: ['length-byte-swapped'],
    },
  ),
  sends('ping-126', 'violation', () => [frame(0x89, a(126))], [/ping|control/i, /126/, /125/], {
    rules: ['control-too-long'],
  }),
  sends(
    'close-126',
    'violation',
    () => [frame(0x88, Buffer.concat([hex('03 e8'), a(124)]))],
    [/close/i, /126/, /125/],
    {
      closeSent: true,
      stages: ['framing', 'closing'],
      rules: ['control-too-long'],
    },
  ),
]);
