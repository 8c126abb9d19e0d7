import { frame, hex, noise, text } from './bytes.ts';
import { sends } from './framesCase.ts';
import { inGroup } from './hostileCase.ts';

const key = hex('37 fa 21 3d');
const noDeflate = { client: { noDeflate: true } } as const;

/** The first two bytes of a frame: FIN, RSV1–3, opcode, mask (RFC 6455 §5.1, §5.2). */
export const framingCases = inGroup('frames', [
  sends('masked-frame', 'violation', () => [frame(0x81, 'hello', key)], [/mask/i], {
    rules: ['frame-masked-by-server'],
  }),
  sends('masked-zero-key', 'violation', () => [frame(0x81, 'hello', hex('00 00 00 00'))], [/mask/i], {
    rules: ['frame-masked-by-server'],
  }),
  sends('masked-empty', 'violation', () => [frame(0x81, '', key)], [/mask/i], { rules: ['frame-masked-by-server'] }),
  sends('masked-ping', 'violation', () => [frame(0x89, '', key)], [/mask/i, /ping/i], {
    rules: ['frame-masked-by-server'],
  }),
  sends('rsv1-no-ext', 'violation', () => [frame(0xc1, 'hello')], [/RSV1/, /extension|permessage-deflate/i], {
    ...noDeflate,
    rules: ['rsv1-set'],
  }),
  sends('rsv2-no-ext', 'violation', () => [frame(0xa1, 'hello')], [/RSV2/, /extension/i], {
    ...noDeflate,
    rules: ['rsv2-set'],
  }),
  sends('opcode-3', 'violation', () => [frame(0x83, 'hello')], [/reserved/i, /opcode/i, /0x3/i], {
    rules: ['opcode-reserved'],
  }),
  sends('opcode-7', 'violation', () => [frame(0x87, 'hello')], [/reserved/i, /opcode/i, /0x7/i], {
    rules: ['opcode-reserved'],
  }),
  sends('opcode-15', 'violation', () => [frame(0x8f, 'hello')], [/reserved/i, /opcode/i, /0xf/i], {
    rules: ['opcode-reserved'],
  }),
  sends('opcode-3-masked', 'violation', () => [frame(0x83, 'hello', key)], [/mask/i, /opcode/i, /0x3/i], {
    rules: ['frame-masked-by-server', 'opcode-reserved'],
  }),
  sends('garbage-mid-stream', 'violation', () => [text('ok'), noise(200, 3)], [/fram/i, /after|byte|offset/i], {
    rules: ['framing-lost'],
  }),
]);
