import { assertNever } from '../../src/base/assertNever.ts';
import type { Phase } from '../../src/contract/sessionView.ts';
import { formatMicros, plural } from '../numbers.ts';

type PhaseOf<Name extends Phase['name']> = Extract<Phase, { readonly name: Name }>;

export function phaseName(phase: Phase): string {
  switch (phase.name) {
    case 'url':
      return 'URL';
    case 'dns':
      return 'Name lookup';
    case 'tcp':
      return 'TCP connection';
    case 'proxy':
      return 'Proxy';
    case 'tls':
      return phase.peer === 'proxy' ? 'TLS with the proxy' : 'TLS handshake';
    case 'request':
      return 'Request';
    case 'response':
      return 'Response';
    case 'frame':
      return 'First frame';
    default:
      return assertNever(phase);
  }
}

/** What this phase dealt with, in a few words. */
export function phaseDetail(phase: Phase): string {
  switch (phase.name) {
    case 'url':
      return phase.url;
    case 'dns':
      return dnsDetail(phase);
    case 'tcp':
      return tcpDetail(phase);
    case 'proxy':
      return phase.status === undefined ? phase.proxy : `${phase.proxy}, answered ${phase.status}`;
    case 'tls':
      return [
        phase.version,
        phase.cipher,
        phase.alpn,
        phase.resumed === true ? 'session resumed' : '',
        // What the failure says is not said twice.
        phase.ok || phase.code !== phase.verifyCode ? tlsVerdict(phase) : '',
      ]
        .filter(isThere)
        .join(', ');
    case 'request':
      return plural(phase.bytes, 'byte');
    case 'response': {
      const first = phase.firstByteMs === undefined ? '' : `, first byte at ${formatMicros(phase.firstByteMs)} ms`;
      return `${plural(phase.bytes, 'byte')}${first}`;
    }
    case 'frame':
      return `from the ${phase.from}`;
    default:
      return assertNever(phase);
  }
}

function dnsDetail({ host, addresses, servers }: PhaseOf<'dns'>): string {
  const found = addresses.length === 0 ? host : `${host}: ${addresses.join(', ')}`;
  return servers === undefined ? found : `${found}, asked ${servers.join(', ')}`;
}

function tcpDetail({ address, port, family, localAddress, localPort }: PhaseOf<'tcp'>): string {
  if (family === 'unix') return `Unix socket ${address}`;
  const to = `${family === 'ipv6' ? 'IPv6' : 'IPv4'} ${place(address, port)}`;
  if (localPort === undefined) return to;
  return localAddress === undefined ? `${to}, from port ${localPort}` : `${to}, from ${place(localAddress, localPort)}`;
}

const place = (address: string, port: number): string => `${address.includes(':') ? `[${address}]` : address}:${port}`;

export function tlsVerdict(phase: PhaseOf<'tls'>): string {
  if (phase.verified) return 'certificate verified';
  return phase.chain.length === 0
    ? ''
    : `certificate not verified${phase.verifyCode === undefined ? '' : `: ${phase.verifyCode}`}`;
}

export type Outcome = 'ok' | 'failed' | 'stopped';

/** What we stopped ourselves, because another try won or the user gave up, did not fail. */
export function outcome({ ok, code }: Phase): Outcome {
  if (ok) return 'ok';
  return code === 'SUPERSEDED' || code === 'CANCELLED' ? 'stopped' : 'failed';
}

/** "ok", or what became of it and what the system said. */
export function phaseResult(phase: Phase): string {
  const how = outcome(phase);
  if (how === 'ok') return 'ok';
  const code = how === 'stopped' ? undefined : phase.code;
  const said = [...new Set([code, phase.message])].filter(isThere).join(', ');
  return said === '' ? how : `${how}: ${said}`;
}

const isThere = (words: string | undefined): words is string => words !== undefined && words !== '';
