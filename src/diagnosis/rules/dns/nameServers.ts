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
}

export function lookUpOf(evidence: Evidence): LookUp {
  const phase = phasesNamed(evidence, 'dns').at(-1);
  const host = phase?.host ?? targetOf(evidence).host;
  const servers = phase?.servers;
  const asked =
    servers === undefined ? 'the name server' : `the name server${servers.length === 1 ? '' : 's'} ${listing(servers)}`;
  return { phase, host, servers, asked };
}

/** The same question in a terminal. */
export function lookUpByHand({ host, servers }: LookUp): Remedy {
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(plainAddress(servers?.[0] ?? '')) ?? [];
  if (name === '') return { title: `Look the name up in a terminal: nslookup ${host}` };
  return {
    title: `Look the name up in a terminal: ${port === undefined ? `nslookup ${host} ${name}` : `dig @${name} -p ${port} ${host}`}`,
  };
}

/** Without the brackets of `[::1]:53`; an IPv6 address alone has colons, but no port. */
function plainAddress(server: string): string {
  const bracketed = /^\[([^\]]+)\](:\d+)?$/.exec(server);
  if (bracketed === null) return server;
  return `${bracketed[1] ?? ''}${bracketed[2] ?? ''}`;
}

/** Name servers of one's own know other names than those of the machine. */
export const systemResolver: Remedy = {
  title: 'Ask the resolver of this machine instead: leave the option dnsServers empty',
  change: { kind: 'option', path: 'dnsServers', value: '' },
};
