import type { Phase } from '../../src/contract/sessionView.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { el, icon } from '../dom.ts';
import { plural } from '../numbers.ts';
import { certificates } from './certificates.ts';
import { factTable } from './factTable.ts';
import type { Place } from './memory.ts';
import { phaseResult } from './phaseWords.ts';

export type TlsPhase = Extract<Phase, { readonly name: 'tls' }>;

/** What was agreed by TLS with one peer, the verdict on its certificate, and the chain it showed. */
export function tlsView(phase: TlsPhase, place: Place, now: number): HTMLElement {
  const title = `TLS with the ${phase.peer}`;
  return el(
    'div',
    { role: 'group', class: 'tls', testid: `tls-${phase.peer}`, 'aria-label': title },
    el('h3', {}, title),
    verdict(phase),
    factTable([
      ['Version', phase.version ?? 'none agreed'],
      ['Cipher', phase.cipher ?? 'none agreed'],
      ['ALPN', phase.alpn ?? 'no protocol agreed'],
      ['SNI', phase.servername === '' ? 'no name sent' : phase.servername],
      ['Checked for', phase.verifiedName ?? (phase.servername === '' ? 'no name' : phase.servername)],
      ['Session', sessionWords(phase.resumed)],
      ['OCSP', ocspWords(phase.ocsp)],
    ]),
    phase.chain.length > 0 && certificates(phase.chain, place, now),
  );
}

function verdict(phase: TlsPhase): HTMLElement {
  if (phase.verified) return line('good', 'pass', 'Certificate verified');
  if (!phase.ok && phase.chain.length === 0) return line('bad', 'error', `TLS ${phaseResult(phase)}`);
  const code = phase.verifyCode === undefined ? '' : `: ${phase.verifyCode}`;
  const regardless = phase.ok ? ', and the connection went on regardless' : '';
  return line('bad', phase.ok ? 'warning' : 'error', `Certificate not verified${code}${regardless}`);
}

const line = (kind: string, iconName: string, words: string): HTMLElement =>
  el('p', { class: `verdict ${kind}` }, icon(iconName), el('span', {}, ...visibleNodes(words)));

function sessionWords(resumed: boolean | undefined): string {
  if (resumed === undefined) return 'not known';
  return resumed ? 'an earlier one, resumed' : 'new, by a full handshake';
}

const OCSP = {
  good: 'the issuer says that the certificate is good',
  revoked: 'the issuer says that the certificate is revoked',
  unknown: 'the issuer does not know the certificate',
  unreadable: 'cannot be read',
} as const;

function ocspWords(ocsp: TlsPhase['ocsp']): string {
  return ocsp === undefined ? 'nothing stapled' : `stapled, ${plural(ocsp.bytes, 'byte')}: ${OCSP[ocsp.status]}`;
}
