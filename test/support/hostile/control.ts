import { closePayload, deflated, frame, hex } from './bytes.ts';
import { sends } from './framesCase.ts';
import { open } from './heads.ts';
import { inGroup } from './hostileCase.ts';

/** Pings, pongs and the shape of control frames (RFC 6455 §5.5). */
export const controlCases = inGroup('frames', [
  sends('ping-fragmented', 'violation', () => [frame(0x09, 'hi')], [/ping/i, /fragment/i], {
    rules: ['control-fragmented'],
  }),
  sends('close-fragmented', 'violation', () => [frame(0x08, closePayload(1000))], [/close/i, /fragment/i], {
    stages: ['framing', 'closing'],
    closeSent: true,
    rules: ['control-fragmented'],
  }),
  sends('ping-rsv1-pmd', 'violation', () => [frame(0xc9, deflated('hi'))], [/compressed|RSV1/i, /control|ping/i], {
    deflate: 'permessage-deflate',
    rules: ['rsv1-on-control'],
  }),
  sends('ping-125', 'valid', () => [frame(0x89, Buffer.alloc(125, 'p'))], []),
  {
    id: 'pong-never',
    kind: 'violation',
    rulesBecause: 'An unanswered Ping is known by the time that passes; no byte on the wire is wrong.',
    says: [/ping/i, /unanswered|not answered|no pong/i],
    stages: ['timeout', 'framing', 'closing'],
    client: { does: 'ping' },
    speak: async (peer) => {
      await open(peer);
      await peer.behave({ pong: false });
    },
  },
  sends('ping-flood', 'limit', () => [Buffer.alloc(200_000, hex('89 00'))], []),
  sends('close-1-byte', 'violation', () => [hex('88 01 03')], [/close/i, /1 byte|one byte/i], {
    stages: ['framing', 'closing'],
    closeSent: true,
    rules: ['close-payload-one-byte'],
  }),
  {
    id: 'close-ignored',
    kind: 'violation',
    rulesBecause: 'An unanswered Close is known by the time that passes; no byte on the wire is wrong.',
    says: [/close/i, /not answer|no answer|unanswered|without (an )?answer/i],
    stages: ['closing', 'timeout'],
    client: { does: 'close' },
    hang: true,
    speak: async (peer) => {
      await open(peer);
      await peer.awaitClose();
      await peer.untilClientEnds();
    },
  },
  {
    id: 'close-reply-other-code',
    kind: 'valid',
    says: [/1000/, /4001/, /bye/],
    client: { does: 'close' },
    speak: async (peer) => {
      await open(peer);
      await peer.awaitClose();
      await peer.write(frame(0x88, closePayload(4001, 'bye')));
      peer.fin();
    },
  },
  {
    id: 'close-reply-unmasked-fin',
    kind: 'transport',
    says: [/without (an )?answer|not answer|unanswered|no Close/i],
    stages: ['closing'],
    client: { does: 'close' },
    speak: async (peer) => {
      await open(peer);
      await peer.awaitClose();
      peer.fin();
    },
  },
  {
    id: 'close-reply-late-data',
    kind: 'valid',
    says: [/late 1/, /late 2/, /late 3/],
    client: { does: 'close' },
    speak: async (peer) => {
      await open(peer);
      await peer.awaitClose();
      await peer.write(frame(0x81, 'late 1'), frame(0x81, 'late 2'), frame(0x81, 'late 3'));
      await peer.write(frame(0x88, closePayload(1000)));
      peer.fin();
    },
  },
]);
