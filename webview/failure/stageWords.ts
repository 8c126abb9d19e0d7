import type { Stage } from '../../src/diagnosis/diagnosis.ts';

const WORDS: Readonly<Record<Stage, string>> = {
  url: 'URL',
  dns: 'Name lookup',
  tcp: 'TCP connection',
  proxy: 'Proxy',
  tls: 'TLS handshake',
  http: 'HTTP',
  upgrade: 'Upgrade',
  subprotocol: 'Subprotocol',
  extensions: 'Extensions',
  timeout: 'Time-out',
  framing: 'Framing',
  closing: 'Closing',
};

/** Where in the making of the connection it stopped. */
export const stageWords = (stage: Stage): string => WORDS[stage];
