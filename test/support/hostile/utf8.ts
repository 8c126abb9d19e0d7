import { deflated, frame, hex, text } from './bytes.ts';
import { sends } from './framesCase.ts';
import { inGroup } from './hostileCase.ts';

/** Text that is no UTF-8, and text that only looks so (RFC 6455 §5.6, §8.1, RFC 3629 §3). */
export const utf8Cases = inGroup('frames', [
  sends('utf8-overlong', 'violation', () => [text(hex('c0 af'))], [/UTF-8/, /c0/i, /offset 0|byte 0|byte 1/i], {
    rules: ['utf8-invalid'],
  }),
  sends('utf8-ff', 'violation', () => [text(hex('ff'))], [/UTF-8/, /ff/i], { rules: ['utf8-invalid'] }),
  sends('utf8-noncharacter', 'valid', () => [text(hex('ef bf bf'))], []),
  sends('utf8-split-invalid', 'violation', () => [frame(0x01, hex('e2')), frame(0x80, hex('28 a1'))], [/UTF-8/], {
    rules: ['utf8-invalid'],
  }),
  sends('utf8-invalid-first-fragment', 'violation', () => [frame(0x01, hex('61 ff'))], [/UTF-8/, /ff/i], {
    hang: true,
    rules: ['utf8-invalid'],
  }),
  sends('utf8-invalid-deflated', 'violation', () => [frame(0xc1, deflated(hex('61 ff')))], [/UTF-8/], {
    deflate: 'permessage-deflate',
    rules: ['utf8-invalid'],
  }),
]);
