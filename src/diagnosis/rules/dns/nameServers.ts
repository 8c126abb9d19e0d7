import type { Remedy } from '../../diagnosis.ts';
import type { Evidence, Phase } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { targetOf } from '../../target.ts';
import { listing } from '../../wording.ts';

/** A look-up as sentences need it: for which host, and of whom it was asked. */
export interface LookUp {
  readonly phase: Extract<Phase, { readonly name: 'dns' }> | undefined;
  readonly host: string;
  /** The name servers that the options name; undefined when the system's resolver was asked. */
  readonly servers: readonly string[] | undefined;
  /** `the name server 127.0.0.1:53`, `the name servers 192.0.2.1 and 192.0.2.2`, or `the name server` of the system. */
  readonly asked: string;
  /** Who has spoken, with the verb: `DNS knows`, `The name server 127.0.0.1:53 knows`. */
  readonly knows: string;
}

export function lookUpOf(evidence: Evidence): LookUp {
  const phase = phasesNamed(evidence, 'dns').at(-1);
  const host = phase?.host ?? targetOf(evidence).host;
  const servers = phase?.servers;
  if (servers === undefined) return { phase, host, servers, asked: 'the name server', knows: 'DNS knows' };
  const words = `name server${servers.length === 1 ? '' : 's'} ${listing(servers)}`;
  return { phase, host, servers, asked: `the ${words}`, knows: `The ${words} know${servers.length === 1 ? 's' : ''}` };
}

/** The same question in a terminal. */
export function lookUpByHand({ host, servers }: LookUp): Remedy {
  const [first] = servers ?? [];
  if (first === undefined) return { title: `Look the name up in a terminal: nslookup ${host}` };
  // The port stands behind brackets or a single colon; an IPv6 address alone has more of them, and no port.
  const { address = first, port } = /^\[?(?<address>[^[\]]*?)\]?(?::(?<port>\d+))?$/.exec(first)?.groups ?? {};
  const alone = first.split(':').length > 2 && !first.startsWith('[');
  return {
    title: `Look the name up in a terminal: ${port === undefined || alone ? `nslookup ${host} ${alone ? first : address}` : `dig @${address} -p ${port} ${host}`}`,
  };
}

/** Name servers of one's own know other names than those of the machine. */
export const systemResolver: Remedy = {
  title: 'Ask the resolver of this machine instead: leave the option dnsServers empty',
  change: { kind: 'option', path: 'dnsServers', value: '' },
};
