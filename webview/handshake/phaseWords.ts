import type { Phase } from '../../src/contract/sessionView.ts';
import { formatDuration, plural } from '../numbers.ts';

const NAMES: Readonly<Record<Phase['name'], string>> = {
  dns: 'Name lookup',
  tcp: 'TCP connection',
  proxy: 'Proxy',
  tls: 'TLS handshake',
  request: 'Request',
  response: 'Response',
};

export const phaseName = (name: Phase['name']): string => NAMES[name];

/** What this phase dealt with, in a few words. */
export function phaseDetail(phase: Phase): string {
  switch (phase.name) {
    case 'dns':
      return phase.addresses.length === 0 ? phase.host : `${phase.host}: ${phase.addresses.join(', ')}`;
    case 'tcp': {
      const address = phase.address.includes(':') ? `[${phase.address}]` : phase.address;
      const local = phase.localPort === undefined ? '' : `, from port ${phase.localPort}`;
      return `${address}:${phase.port}${local}`;
    }
    case 'proxy':
      return phase.status === undefined ? phase.proxy : `${phase.proxy}, answered ${phase.status}`;
    case 'tls':
      return [phase.version, phase.cipher, phase.alpn, tlsVerdict(phase)].filter(isThere).join(', ');
    case 'request':
      return plural(phase.bytes, 'byte');
    case 'response': {
      const first = phase.firstByteMs === undefined ? '' : `, first byte at ${formatDuration(phase.firstByteMs)}`;
      return `${plural(phase.bytes, 'byte')}${first}`;
    }
  }
}

export function tlsVerdict(phase: Extract<Phase, { readonly name: 'tls' }>): string {
  if (phase.verified) return 'certificate verified';
  return phase.chain.length === 0
    ? ''
    : `certificate not verified${phase.verifyCode === undefined ? '' : `: ${phase.verifyCode}`}`;
}

/** "ok", or what the system said. */
export function phaseResult(phase: Phase): string {
  if (phase.ok) return 'ok';
  return [phase.code, phase.message].filter(isThere).join(': ') || 'failed';
}

const isThere = (words: string | undefined): words is string => words !== undefined && words !== '';
