import type { Evidence } from '../../evidence.ts';
import { optionsQuote, phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { targetOf, withUrl } from '../../target.ts';
import { bothFamilies, familyName, otherFamily } from './addressFamily.ts';
import { lookUpByHand, lookUpOf, systemResolver } from './nameServers.ts';

const codes = new Set(['ENODATA', 'EAI_NODATA', 'EAI_ADDRFAMILY']);

/** The host is there, but no address of the wanted kind (RFC 2308 §2.2: NODATA is no error of the name). */
export const noAddress: Rule = (evidence) => {
  const { failure, asked } = evidence;
  if (failure?.stage !== 'dns') return undefined;
  if (failure.code === 'ADDRESS_FAMILY') return literalOfOtherFamily(evidence, failure.message);
  if (!codes.has(failure.code)) return undefined;
  const lookUp = lookUpOf(evidence);
  const { phase, host, servers } = lookUp;
  const family = asked.addressFamily;
  const kind = family === undefined ? 'address' : `${familyName[family]} address`;
  return {
    stage: 'dns',
    cause: 'name-without-address',
    title: `The host name ${host} has no ${kind}`,
    explanation: `${lookUp.knows} the name "${host}", but no ${kind} for it (${failure.code}). It may have other records, such as for mail or text, but nothing to connect to.`,
    evidence: [
      ...(phase === undefined ? [] : [phaseQuote(phase)]),
      ...(family === undefined ? [] : [optionsQuote(`addressFamily: ${family}`)]),
    ],
    likelyCauses: [
      ...(family === undefined ? [] : [otherFamily(family)]),
      {
        cause: `The ${kind} was never entered, or a record that led to it was removed`,
        because: `The name is known, and only its ${family === undefined ? 'A and AAAA records are' : `${family === 'ipv4' ? 'A' : 'AAAA'} record is`} missing.`,
      },
      {
        cause: 'The service has a name below this one',
        because: `Domains often have no address of their own, while names like ws.${host} have.`,
      },
    ],
    remedies: [
      ...(family === undefined ? [] : [bothFamilies]),
      lookUpByHand(lookUp),
      ...(servers === undefined ? [] : [systemResolver]),
      { title: `Have an A or AAAA record entered for ${host}` },
    ],
    section: 'RFC 2308 §2.2, RFC 6455 §4.1',
  };
};

/** The URL holds an address, so nothing was asked of DNS at all. */
function literalOfOtherFamily(evidence: Evidence, message: string): ReturnType<Rule> {
  const { host } = targetOf(evidence);
  const wanted = evidence.asked.addressFamily ?? (host.includes(':') ? 'ipv4' : 'ipv6');
  const local = host === '::1' || host === '127.0.0.1';
  const url = withUrl(evidence, (parsed) => void (parsed.hostname = wanted === 'ipv4' ? '127.0.0.1' : '[::1]'));
  return {
    stage: 'dns',
    cause: 'address-of-other-family',
    title: `${host} is no ${familyName[wanted]} address, and only those are allowed`,
    explanation: `${message} Nothing was looked up and nothing was sent.`,
    evidence: [optionsQuote(`addressFamily: ${wanted}`)],
    likelyCauses: [
      { cause: 'The option addressFamily was set for another URL', because: `This one names ${host} itself.` },
    ],
    remedies: [
      bothFamilies,
      ...(local
        ? [{ title: `Connect to this machine by ${familyName[wanted]}`, change: { kind: 'url' as const, url } }]
        : []),
      { title: `Put a host name or an ${familyName[wanted]} address into the URL` },
    ],
    section: 'RFC 6455 §4.1',
  };
}
