import type { Phase } from '../../src/contract/sessionView.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { el, icon } from '../dom.ts';
import { factTable } from './factTable.ts';
import { fold } from './fold.ts';
import type { Place } from './memory.ts';
import { type Validity, validity } from './validity.ts';

type Certificate = Extract<Phase, { readonly name: 'tls' }>['chain'][number];

const LOOKS: Readonly<Record<Validity['state'], readonly [look: string, icon: string]>> = {
  valid: ['good', 'pass'],
  soon: ['warn', 'warning'],
  early: ['bad', 'error'],
  expired: ['bad', 'error'],
  unknown: ['warn', 'question'],
};

/** A chain, leaf first. The dates are told as they stood at `now` (Unix epoch, ms). */
export function certificates(chain: readonly Certificate[], place: Place, now: number): HTMLElement {
  const parts = chain.map((shown, index) =>
    certificate(shown, index, chain.length, place.at(`certificate ${index}`), now),
  );
  return el('div', { class: 'certificates', testid: 'certificates' }, ...parts);
}

function certificate(shown: Certificate, index: number, of: number, place: Place, now: number): HTMLElement {
  const dates = validity(shown.validFrom, shown.validTo, now);
  const [look, iconName] = LOOKS[dates.state];
  const summary = [
    el('span', { class: 'certificate-subject' }, ...visibleNodes(shown.subject)),
    ' ',
    el('span', { class: `certificate-dates ${look}` }, icon(iconName), dates.words),
  ];
  return fold(place, index === 0, { class: 'certificate' }, summary, () => [
    factTable([
      ['Place', placeWords(index, of, shown)],
      ['Subject', shown.subject],
      ['Issuer', shown.issuer],
      ['Names', shown.altNames.join(', ') || 'none'],
      ['Valid', `from ${shown.validFrom} to ${shown.validTo}, ${dates.words}`],
      ['SHA-256', shown.fingerprint256],
    ]),
  ]);
}

/** Where it stands in the chain. */
function placeWords(index: number, of: number, { subject, issuer }: Certificate): string {
  const self = subject === issuer ? ', signed by itself' : '';
  if (index === 0) return `1 of ${of}: the certificate of the host itself${self}`;
  return `${index + 1} of ${of}: signed the one before it${self}`;
}
