import type { Remedy } from '../../diagnosis.ts';
import type { Evidence, Phase } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { maskUrl } from '../../redact.ts';

/** The proxy as it was named, without user name and password: `http://proxy.test:3128`. */
export function proxyName(evidence: Evidence): string {
  return maskUrl(phasesNamed(evidence, 'proxy').at(-1)?.proxy ?? evidence.asked.proxy ?? 'the proxy');
}

/** `proxy.test:3128`, for commands and sentences about its port. */
export const proxyAuthority = (evidence: Evidence): string =>
  proxyName(evidence).replace(/^[a-z][a-z\d+.-]*:\/\/(?:[^@/]*@)?|\/.*$/gi, '');

/** Whether the proxy was told who we are: by its URL, by the editor's settings, or in the request that is on record. */
export function credentialsSent({ asked, phases }: Evidence): boolean {
  const requests = phases.flatMap((phase: Phase) => (phase.name === 'proxy' ? [phase.request ?? ''] : []));
  return (
    asked.proxyCredentials === true ||
    asked.headerNames.some((name) => name.toLowerCase() === 'proxy-authorization') ||
    requests.some((request) => /^proxy-authorization:/im.test(request))
  );
}

/** The way leads through a proxy that is not passed yet: what failed has to do with it, not with the server behind. */
export const beforeTunnel = (evidence: Evidence): boolean =>
  evidence.asked.proxy !== undefined && !phasesNamed(evidence, 'proxy').some(({ ok }) => ok);

/** The same proxy spoken to in another way. One click would lose a user name and password, which are not on record. */
export function proxyAs(evidence: Evidence, scheme: 'http' | 'https' | 'socks5'): Remedy {
  const value = `${scheme}://${proxyAuthority(evidence)}`;
  return credentialsSent(evidence)
    ? { title: `Write the address of the proxy with ${scheme}:// in front` }
    : { title: `Go through the proxy as ${value}`, change: { kind: 'option', path: 'proxy', value } };
}
