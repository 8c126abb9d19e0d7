import { frame, hex, text } from './bytes.ts';
import { chunk, head, open, switching } from './heads.ts';
import type { HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';

const chunkedHead = { more: ['Transfer-Encoding: chunked'] };

/** What comes with a 101 or right after it (RFC 6455 §4.1, RFC 9112 §6.1). */
const scripts: readonly HostileScript[] = [
  {
    id: '101-chunked',
    kind: 'violation',
    rules: ['switching-transfer-encoding'],
    says: [/Transfer-Encoding/, /101/],
    stages: ['http', 'upgrade'],
    speak: async (peer) => {
      await peer.write(switching(peer, chunkedHead), text('hello'));
      await peer.behave();
    },
  },
  {
    id: '101-chunked-frames',
    kind: 'violation',
    rules: ['switching-transfer-encoding', 'chunks-instead-of-frames'],
    says: [/chunk/i, /proxy|0x37|37/i],
    stages: ['http', 'upgrade', 'framing'],
    speak: async (peer) => {
      await peer.write(switching(peer, chunkedHead), chunk(text('hello')));
      await peer.untilClientEnds();
    },
  },
  {
    id: '101-html-body',
    kind: 'violation',
    rules: ['text-instead-of-frames'],
    says: [/<html>/, /not frames|no frames?|text|HTML/i],
    stages: ['framing', 'upgrade'],
    speak: async (peer) => {
      await peer.write(switching(peer), '<html>502 Bad Gateway</html>');
      await peer.untilClientEnds();
    },
  },
  {
    id: 'split-byte-by-byte',
    kind: 'valid',
    says: [],
    speak: async (peer) => {
      for (const byte of Buffer.concat([Buffer.from(switching(peer)), text('hello')])) {
        await peer.write(Uint8Array.of(byte));
        await peer.wait(1);
      }
      await peer.behave();
    },
  },
  {
    id: 'frame-with-101',
    kind: 'valid',
    says: [],
    speak: async (peer) => {
      await peer.write(Buffer.concat([Buffer.from(switching(peer)), text('one'), text('two'), text('three')]));
      await peer.behave();
    },
  },
  {
    id: 'partial-frame-with-101',
    kind: 'valid',
    says: [],
    speak: async (peer) => {
      const whole = text('hello');
      await peer.write(Buffer.concat([Buffer.from(switching(peer)), whole.subarray(0, 3)]));
      await peer.wait(100);
      await peer.write(whole.subarray(3));
      await peer.behave();
    },
  },
  {
    id: '101-then-fin',
    kind: 'transport',
    says: [/1006/, /without (a )?Close|no Close/i],
    stages: ['closing'],
    speak: async (peer) => {
      await open(peer);
      peer.fin();
      await peer.untilClientEnds();
    },
  },
  {
    id: '101-then-rst',
    kind: 'transport',
    says: [/reset/i],
    stages: ['closing'],
    speak: async (peer) => {
      await open(peer);
      await peer.wait(50);
      peer.reset();
    },
  },
  {
    id: '101-h2c-interim',
    kind: 'violation',
    // Nine bytes of SETTINGS make two frames of sorts, so that HTTP/2 is known by the Upgrade header alone.
    rules: ['upgrade-wrong', 'accept-missing', 'framing-lost'],
    says: [/HTTP\/2|h2c/, /websocket/i],
    stages: ['upgrade'],
    speak: async (peer) => {
      const emptySettings = hex('00 00 00 04 00 00 00 00 00');
      await peer.write(
        head('HTTP/1.1 101 Switching Protocols', ['Connection: Upgrade', 'Upgrade: h2c']),
        emptySettings,
      );
      await peer.untilClientEnds();
    },
  },
  {
    id: '101-delayed',
    kind: 'valid',
    says: [],
    speak: async (peer) => {
      await peer.wait(1200);
      await open(peer);
      await peer.write(frame(0x81, 'hello'));
      await peer.behave({ echo: true });
    },
  },
];

export const upgradedCases = inGroup('handshake', scripts);
