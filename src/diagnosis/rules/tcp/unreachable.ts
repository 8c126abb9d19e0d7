import { phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { beforeTunnel, proxyName } from '../proxy/proxyName.ts';
import { targetOf } from '../../target.ts';
import { listing } from '../../wording.ts';
import { throughProxy } from '../proxy/throughProxy.ts';

const meanings: Readonly<Record<string, string>> = {
  EHOSTUNREACH: 'no machine answers at that address',
  EHOSTDOWN: 'no machine answers at that address',
  ENETUNREACH: 'this machine has no route to that network',
  ENETDOWN: 'the network of this machine is down',
  EADDRNOTAVAIL: 'this machine has no address of its own from which it could reach that one',
  EACCES: 'this machine forbids the connection',
  EPERM: 'this machine forbids the connection',
};

/** No way to the address, by what the system itself says. */
export const unreachable: Rule = (evidence) => {
  const { failure } = evidence;
  if (failure?.stage !== 'tcp') return undefined;
  const meaning = meanings[failure.code];
  if (meaning === undefined) return undefined;
  const tried = phasesNamed(evidence, 'tcp').filter((phase) => !phase.ok && phase.code !== 'SUPERSEDED');
  const addresses = [...new Set(tried.map((phase) => phase.address))];
  const target = targetOf(evidence);
  const place = beforeTunnel(evidence) ? `the proxy ${proxyName(evidence)}` : target.authority;
  const ipv6Only = addresses.length > 0 && addresses.every((address) => address.includes(':'));
  const forbidden = failure.code === 'EACCES' || failure.code === 'EPERM';
  return {
    stage: 'tcp',
    cause: forbidden ? 'connection-forbidden' : 'host-unreachable',
    title: forbidden ? `This machine forbids connecting to ${place}` : `There is no way to ${place}`,
    explanation:
      `Connecting to ${addresses.length === 0 ? place : listing(addresses)} failed with ${failure.code}: ${meaning}. ` +
      'No packet of ours reached a server.',
    evidence: tried.map(phaseQuote),
    likelyCauses: [
      ...(ipv6Only
        ? [{ cause: 'This network has no IPv6', because: 'Every address that was tried is an IPv6 address.' }]
        : []),
      forbidden
        ? {
            cause: 'A local firewall, or the permission to use the local network, stops it',
            because: 'The refusal came from the operating system, before anything was sent.',
          }
        : { cause: 'A VPN is off, or the machine is switched off', because: `The system says: ${meaning}.` },
      {
        cause: 'The address is wrong',
        because: `The name led to ${addresses.length === 0 ? place : listing(addresses)}.`,
      },
    ],
    remedies: [
      { title: 'Check the network and the VPN, then connect again' },
      ...throughProxy(evidence),
      ...(ipv6Only ? [{ title: 'Use an IPv4 address of the server in the URL' }] : []),
      { title: `Check the address of ${beforeTunnel(evidence) ? 'the proxy' : target.host}` },
    ],
    section: 'RFC 9293 §3.9.2.2',
  };
};
