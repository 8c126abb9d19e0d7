import { hex, text } from './bytes.ts';
import { good, head, open } from './heads.ts';
import type { HostileClient, HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';

const wss: HostileClient = { wss: true };
const trusting: HostileClient = { wss: true, trustsCa: true };

/** TLS handshakes that fail, and one that does not (RFC 8446, RFC 5280). */
const scripts: readonly HostileScript[] = [
  {
    id: 'plain-on-tls-port',
    kind: 'transport',
    says: [/TLS/, /ws:\/\//],
    stages: ['tls'],
    client: wss,
    via: { kind: 'tcp', awaits: 'bytes' },
    speak: async (peer) => {
      await peer.write(head('HTTP/1.1 400 Bad Request', ['Content-Length: 0', 'Connection: close']));
      peer.fin();
      await peer.untilClientEnds();
    },
  },
  {
    id: 'tls-alert-unrecognized-name',
    kind: 'transport',
    says: [/name/i, /SNI|unrecognized/i],
    stages: ['tls'],
    client: wss,
    via: { kind: 'tcp', awaits: 'bytes' },
    speak: async (peer) => {
      await peer.write(hex('15 03 03 00 02 02 70'));
      peer.fin();
      await peer.untilClientEnds();
    },
  },
  {
    id: 'tls-unknown-ca',
    kind: 'transport',
    says: [/Stranger Root/, /trust/i],
    stages: ['tls'],
    client: trusting,
    via: { kind: 'tls', certificate: 'stranger' },
    speak: good,
  },
  {
    id: 'tls-expired',
    kind: 'transport',
    says: [/expired/i, /2021-01-01/],
    stages: ['tls'],
    client: trusting,
    via: { kind: 'tls', certificate: 'expired' },
    speak: good,
  },
  {
    id: 'tls-wrong-host',
    kind: 'transport',
    says: [/other\.test/, /127\.0\.0\.1/],
    stages: ['tls'],
    client: trusting,
    via: { kind: 'tls', certificate: 'other-host' },
    speak: good,
  },
  {
    id: 'tls-client-cert-required',
    kind: 'transport',
    says: [/client certificate/i],
    stages: ['tls'],
    client: trusting,
    via: {
      kind: 'tls',
      certificate: 'good',
      settings: { requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' },
    },
    speak: good,
  },
  {
    id: 'tls-client-cert-required-12',
    kind: 'transport',
    says: [/client certificate/i],
    stages: ['tls'],
    client: trusting,
    via: {
      kind: 'tls',
      certificate: 'good',
      settings: { requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' },
    },
    speak: good,
  },
  {
    id: 'tls-1.0-only',
    kind: 'transport',
    says: [/TLS/, /version|1\.0|1\.2/i],
    stages: ['tls'],
    client: trusting,
    via: {
      kind: 'tls',
      certificate: 'good',
      settings: { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
    },
    speak: good,
  },
  {
    id: 'tls-h2-without-alpn',
    kind: 'violation',
    rules: ['response-not-http'],
    says: [/HTTP\/2/],
    stages: ['http', 'tls'],
    client: trusting,
    via: { kind: 'tls', certificate: 'good', awaits: 'nothing' },
    speak: async (peer) => {
      // SETTINGS with SETTINGS_MAX_CONCURRENT_STREAMS = 100 (RFC 9113 §6.5).
      await peer.write(hex('00 00 06 04 00 00 00 00 00 00 03 00 00 00 64'));
      await peer.untilClientEnds();
    },
  },
  {
    id: 'tls-ok',
    kind: 'valid',
    says: [],
    client: trusting,
    via: { kind: 'tls', certificate: 'good' },
    speak: async (peer) => {
      await open(peer);
      await peer.write(text('hello'));
      await peer.behave({ echo: true });
    },
  },
  {
    id: 'tcp-refused',
    kind: 'transport',
    says: [/nothing is listening|refused/i, /127\.0\.0\.1/],
    stages: ['tcp'],
    via: { kind: 'refused' },
    speak: good,
  },
];

export const tlsCases = inGroup('transport', scripts);
