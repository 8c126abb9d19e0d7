/**
 * From the start of a captured packet to its IP header, by the link-layer header type that the file names
 * (https://www.tcpdump.org/linktypes.html).
 */
export const LINKTYPE = {
  null: 0,
  ethernet: 1,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

const readable = new Set<number>(Object.values(LINKTYPE));

/** Numbers that BSDs give to raw IP in files of their own. */
const RAW_OF_BSD = new Set([12, 14]);

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
/** VLAN tags of four bytes: IEEE 802.1Q, 802.1ad, and the older number for the outer one. */
const VLAN = new Set([0x8100, 0x88a8, 0x9100]);

export const isReadableLinkType = (linkType: number): boolean => readable.has(linkType) || RAW_OF_BSD.has(linkType);

/** Why packets of that link type cannot be read, in one sentence. */
export const unreadableLinkType = (linkType: number): string =>
  `Packets of link type ${linkType} are left out: Ethernet, Linux cooked, BSD loopback and raw IP can be read.`;

/**
 * Where the IP header begins, as an offset in the view. Undefined when the packet carries no IP, as ARP, or ends too early.
 * `littleEndian` is the byte order of the machine that wrote the file.
 */
export function ipStartOf(
  linkType: number,
  view: DataView,
  start: number,
  length: number,
  littleEndian: boolean,
): number | undefined {
  switch (linkType) {
    case LINKTYPE.ethernet:
      return etherPayload(view, start + 12, start + length);
    case LINKTYPE.linuxCooked:
      return etherPayload(view, start + 14, start + length);
    case LINKTYPE.linuxCooked2:
      return length < 20 ? undefined : etherPayload(view, start, start + length, start + 20);
    case LINKTYPE.null:
      return length < 4 ? undefined : familyPayload(view.getUint32(start, littleEndian), start + 4);
    case LINKTYPE.loop:
      return length < 4 ? undefined : familyPayload(view.getUint32(start), start + 4);
    default:
      return start;
  }
}

/** What follows the EtherType at `at`, or stands at `payload` when something stands between. */
function etherPayload(view: DataView, at: number, end: number, payload = at + 2): number | undefined {
  if (at + 2 > end) return undefined;
  let type = view.getUint16(at);
  let start = payload;
  while (VLAN.has(type) && start + 4 <= end) {
    type = view.getUint16(start + 2);
    start += 4;
  }
  return (type === IPV4 || type === IPV6) && start < end ? start : undefined;
}

/** AF_INET is 2 everywhere; AF_INET6 is 10, 24, 28 or 30, by the system. */
const familyPayload = (family: number, start: number): number | undefined =>
  [2, 10, 24, 28, 30].includes(family) ? start : undefined;
