import { ipv4Text, ipv6Text } from './ipAddress.ts';

export const IP_TCP = 6;

/** IPv6 extension headers that may stand before TCP (RFC 8200 §4, RFC 4302). */
const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const DESTINATION = 60;

/** Where the TCP segment stands in an IP packet; offsets are within the view. */
export interface IpPacket {
  readonly source: string;
  readonly target: string;
  readonly start: number;
  /** As the IP header tells; may lie behind what was captured. */
  readonly end: number;
}

/** Reads the IP packet whose `length` captured bytes stand at `start`. A string tells what is wrong with it. */
export function readIpPacket(view: DataView, start: number, length: number): IpPacket | string {
  if (length < 20) return `${length} bytes are no IP packet`;
  const version = view.getUint8(start) >>> 4;
  if (version === 4) return readIpv4(view, start, length);
  if (version === 6) return readIpv6(view, start, length);
  return `IP version ${version} is not known`;
}

/** RFC 791 §3.1. */
function readIpv4(view: DataView, start: number, length: number): IpPacket | string {
  const head = (view.getUint8(start) & 0x0f) * 4;
  // Zero where the network card cut the packet later than it was captured (segmentation offload).
  const total = view.getUint16(start + 2) || length;
  if (head < 20 || total < head || head > length) return 'the lengths in the IPv4 header do not fit the packet';
  if ((view.getUint16(start + 6) & 0x3fff) !== 0) return 'it is an IP fragment, and fragments are not put together';
  const protocol = view.getUint8(start + 9);
  if (protocol !== IP_TCP) return NOT_TCP;
  return {
    source: ipv4Text(view.getUint32(start + 12)),
    target: ipv4Text(view.getUint32(start + 16)),
    start: start + head,
    end: start + total,
  };
}

/** Other protocols share the network with TCP: a packet of theirs is nothing to be told. */
export const NOT_TCP = 'it is not TCP';

/** RFC 8200 §3, §4. */
function readIpv6(view: DataView, start: number, length: number): IpPacket | string {
  const tooShort = 'the lengths in the IPv6 header do not fit the packet';
  if (length < 40) return tooShort;
  const payload = view.getUint16(start + 4);
  const end = payload === 0 ? start + length : start + 40 + payload;
  let next = view.getUint8(start + 6);
  let at = start + 40;
  while (next !== IP_TCP) {
    if (at + 8 > start + length) return next === FRAGMENT || isExtension(next) ? tooShort : NOT_TCP;
    if (next === FRAGMENT) {
      // Offset and the M flag (RFC 8200 §4.5); both zero is a packet that was never divided (RFC 6946).
      if ((view.getUint16(at + 2) & 0xfff9) !== 0) return 'it is an IP fragment, and fragments are not put together';
      next = view.getUint8(at);
      at += 8;
    } else if (isExtension(next)) {
      const units = view.getUint8(at + 1);
      const size = next === AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8;
      next = view.getUint8(at);
      at += size;
    } else return NOT_TCP;
  }
  if (at > end) return tooShort;
  return { source: ipv6Text(view, start + 8), target: ipv6Text(view, start + 24), start: at, end };
}

const isExtension = (next: number): boolean =>
  next === HOP_BY_HOP || next === ROUTING || next === AUTHENTICATION || next === DESTINATION;
