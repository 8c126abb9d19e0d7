/** A host and a port as users write them: `example.com`, `example.com:81`, `[::1]:81`, `::1`, `:81`. */
export interface HostPort {
  /** Without brackets; undefined when only a port was given. */
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** Undefined when the text is no host and port. */
export function parseHostPort(text: string): HostPort | undefined {
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text);
  if (bracketed !== null) {
    const [, host = '', port] = bracketed;
    return isIpv6(host) ? withPort(host, port) : undefined;
  }
  if (isIpv6(text)) return { host: text, port: undefined };
  const plain = /^([^\s\p{Cc}\p{Cf}:/\\?#@[\]]*)(?::(\d{1,5}))?$/u.exec(text);
  if (plain === null || text === '') return undefined;
  const [, host = '', port] = plain;
  return withPort(host === '' ? undefined : host, port);
}

function withPort(host: string | undefined, port: string | undefined): HostPort | undefined {
  const number = port === undefined ? undefined : Number(port);
  if (number !== undefined && (number < 1 || number > 65_535)) return undefined;
  return { host, port: number };
}

/** RFC 6943 §3.1.1, in its strict form: four numbers, none with a leading zero. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

/** RFC 4291 §2.2, with a zone (RFC 4007 §11) if there is one. */
export function isIpv6(text: string): boolean {
  const [address = '', zone, ...more] = text.split('%');
  if (more.length > 0 || zone === '' || !address.includes(':') || /[^\da-f:.]/i.test(address)) return false;
  // The parser of URLs knows all the ways to write one.
  return URL.canParse(`ws://[${address}]/`);
}
