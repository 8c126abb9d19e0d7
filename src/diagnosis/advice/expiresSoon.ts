import { commonName, daysBetween } from '../certificateNames.ts';
import { phasesNamed } from '../phases.ts';
import { count, day } from '../wording.ts';
import type { AdviceRule } from './adviceRule.ts';

/** Certificates that renew by themselves do so a month before their end. */
const SOON_DAYS = 21;

export const expiresSoon: AdviceRule = (evidence, { now }) => {
  const chain = phasesNamed(evidence, 'tls').findLast(({ peer }) => peer === 'server')?.chain ?? [];
  const soon = chain.find(({ validTo }) => {
    const days = (Date.parse(validTo) - now) / 86_400_000;
    return days >= 0 && days < SOON_DAYS;
  });
  if (soon === undefined) return undefined;
  const days = daysBetween(now, Date.parse(soon.validTo));
  return {
    cause: 'certificate-expires-soon',
    title: `The certificate "${commonName(soon.subject)}" expires in ${count(days, 'day')}`,
    explanation: `It is valid to ${day(soon.validTo)}. Certificates that are renewed by themselves have been by now: look whether the renewal works.`,
    section: 'RFC 5280 §4.1.2.5',
  };
};
