import type { Phase } from '../../src/contract/sessionView.ts';
import { el, icon } from '../dom.ts';
import { tlsVerdict } from './phaseWords.ts';

type TlsPhase = Extract<Phase, { readonly name: 'tls' }>;
type Certificate = TlsPhase['chain'][number];

/** The server's certificate chain, leaf first, with the verdict on it; nothing when there was no TLS. */
export function certificates(phases: readonly Phase[]): HTMLElement | false {
  const tls = phases.find((phase): phase is TlsPhase => phase.name === 'tls');
  if (tls === undefined || tls.chain.length === 0) return false;
  const verdict = tlsVerdict(tls);
  return el(
    'section',
    { class: 'certificates', testid: 'certificates', 'aria-label': 'Certificates' },
    el('h3', {}, 'Certificates'),
    el(
      'p',
      { class: tls.verified ? 'verdict good' : 'verdict bad' },
      icon(tls.verified ? 'pass' : 'warning'),
      `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)} for ${tls.servername}`,
    ),
    ...tls.chain.map(certificate),
  );
}

function certificate(shown: Certificate, index: number): HTMLElement {
  const rows: readonly (readonly [string, string])[] = [
    ['Subject', shown.subject],
    ['Issuer', shown.issuer],
    ['Names', shown.altNames.join(', ') || 'none'],
    ['Valid', `${shown.validFrom} to ${shown.validTo}`],
    ['SHA-256', shown.fingerprint256],
  ];
  return el(
    'details',
    { class: 'certificate', open: index === 0 },
    el('summary', {}, shown.subject),
    el(
      'table',
      { class: 'headers' },
      el(
        'tbody',
        {},
        ...rows.map(([name, value]) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, value))),
      ),
    ),
  );
}
