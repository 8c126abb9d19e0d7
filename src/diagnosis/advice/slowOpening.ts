import type { Evidence, Phase } from '../evidence.ts';
import { duration } from '../wording.ts';
import type { AdviceRule } from './adviceRule.ts';

/** Below this nobody asks where the time went, in ms. */
const SLOW_MS = 1000;
/** A phase that took at least this part of it is to blame. */
const MOST = 0.5;

/** Opening took long: the step that took the time is named (RFC 6455 §4.1 has no limit of its own). */
export const slowOpening: AdviceRule = (evidence) => {
  const { openedMs } = evidence.traffic;
  if (openedMs === undefined || openedMs < SLOW_MS) return undefined;
  const steps = evidence.phases.filter(({ name }) => name !== 'url' && name !== 'frame');
  const slowest = steps.toSorted((a, b) => b.durationMs - a.durationMs)[0];
  if (slowest === undefined || slowest.durationMs < openedMs * MOST) return undefined;
  const { what, why } = story(slowest, evidence);
  return {
    cause: 'slow-opening',
    title: `Opening took ${duration(openedMs)}, of which ${what} took ${duration(slowest.durationMs)}`,
    explanation: why,
    section: 'RFC 6455 §4.1',
  };
};

function story(phase: Phase, evidence: Evidence): { readonly what: string; readonly why: string } {
  switch (phase.name) {
    case 'dns':
      return {
        what: `the lookup of ${phase.host}`,
        why: 'The name server answers slowly, or the first of several did not answer and the next was asked. A name that is asked again is mostly answered from a cache.',
      };
    case 'tcp':
      return phase.ok
        ? {
            what: `the TCP connection to ${phase.address}`,
            why: 'The way to the server is long, or the first packet was lost and sent again (after 1 s, then 3 s): a full queue of connections at the server looks like that too.',
          }
        : {
            what: `a try of ${phase.address} that failed`,
            why: `${phase.address} does not answer (${phase.code ?? 'no answer'}), and only then the next address was tried. Remove it from DNS, or have the server listen there; "Addresses" in the options goes around it.`,
          };
    case 'proxy':
      return {
        what: 'the proxy',
        why: `The proxy ${phase.proxy} needed this long to connect to the server behind it.`,
      };
    case 'tls':
      return {
        what: 'the TLS handshake',
        why: 'The server, or what ends TLS for it, is busy, or checks something first (OCSP, a client certificate).',
      };
    case 'response':
      return {
        what: 'the server’s answer',
        why: `The network was quick: the request was there and the server took this long before it answered 101. It mostly looks something up first (login, database), starts cold, or ${evidence.asked.proxy === undefined ? 'a gateway in front of it waits for a backend' : 'the proxy waits'}.`,
      };
    case 'url':
    case 'request':
    case 'frame':
      return { what: `the ${phase.name}`, why: 'The other steps were quick.' };
  }
}
