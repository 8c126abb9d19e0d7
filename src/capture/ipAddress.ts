const known = new Map<number, string>();
const MOST_KNOWN = 1000;

/** Dotted decimal. A file names few addresses very often. */
export function ipv4Text(address: number): string {
  const found = known.get(address);
  if (found !== undefined) return found;
  const text = [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(address, text);
  return text;
}

/** The 16 bytes at `at` as RFC 5952 §4 writes them: lower case, the longest run of zero groups as `::`. */
export function ipv6Text(view: DataView, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => view.getUint16(at + i * 2));
  let [bestStart, bestLength] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length += 1;
    if (length > bestLength) [bestStart, bestLength] = [i, length];
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (bestStart < 0) return text(groups);
  return `${text(groups.slice(0, bestStart))}::${text(groups.slice(bestStart + bestLength))}`;
}

/** Address and port as in a URL: an IPv6 address stands in brackets (RFC 3986 §3.2.2). */
export const withPort = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
