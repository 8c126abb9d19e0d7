import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import type { AskedFor } from '../../evidence.ts';

type Family = NonNullable<AskedFor['addressFamily']>;

export const familyName: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

const other: Readonly<Record<Family, Family>> = { ipv4: 'ipv6', ipv6: 'ipv4' };

/** What helps where only one kind of address was allowed. */
export const bothFamilies: Remedy = {
  title: 'Allow addresses of both kinds, IPv4 and IPv6',
  change: { kind: 'option', path: 'addressFamily', value: 'any' },
};

export function otherFamily(family: Family): LikelyCause {
  return {
    cause: `The host has ${familyName[other[family]]} addresses only`,
    because: `Only ${familyName[family]} addresses were asked for, as the option addressFamily says.`,
  };
}
