import type { Peer } from './peer.ts';

/** The lines of a 101 response; undefined takes the right value, null leaves the line out. */
export interface SwitchingLines {
  readonly upgrade?: string | null;
  readonly connection?: string | null;
  readonly accept?: string | null;
  /** Whole lines, before Sec-WebSocket-Accept. */
  readonly more?: readonly string[];
}

/** A 101 for this client, right in all that is not given. */
export function switching(peer: Peer, lines: SwitchingLines = {}): string {
  const field = (name: string, given: string | null | undefined, right: string): string[] =>
    given === null ? [] : [`${name}: ${given ?? right}`];
  return head('HTTP/1.1 101 Switching Protocols', [
    ...field('Upgrade', lines.upgrade, 'websocket'),
    ...field('Connection', lines.connection, 'Upgrade'),
    ...(lines.more ?? []),
    ...field('Sec-WebSocket-Accept', lines.accept, peer.accept),
  ]);
}

export const head = (startLine: string, lines: readonly string[]): string => [startLine, ...lines, '', ''].join('\r\n');

/** Opens rightly; `deflate` is the whole value of Sec-WebSocket-Extensions. */
export async function open(peer: Peer, deflate?: string): Promise<void> {
  await peer.write(switching(peer, deflate === undefined ? {} : { more: [`Sec-WebSocket-Extensions: ${deflate}`] }));
}

/** A right opening, a text message, and an echo. */
export async function good(peer: Peer): Promise<void> {
  await open(peer);
  await peer.write(Buffer.from([0x81, 5]), 'hello');
  await peer.behave({ echo: true });
}

/** A response with its Content-Length; the connection stays open unless the lines say `Connection: close`. */
export async function respond(
  peer: Peer,
  status: string,
  lines: readonly string[] = [],
  body: Uint8Array | string = '',
): Promise<void> {
  const bytes = Buffer.from(body);
  await peer.write(head(`HTTP/1.1 ${status}`, [...lines, `Content-Length: ${bytes.length}`]), bytes);
  if (lines.includes('Connection: close')) peer.fin();
  await peer.untilClientEnds();
}

/** One chunk (RFC 9112 §7.1). */
export const chunk = (bytes: Uint8Array | string): Buffer => {
  const body = Buffer.from(bytes);
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]);
};
