/** A 101 at which nothing is unusual, told quickly: whoever waits for the connection need not wait for the full judgement of such a one. */

const LINE = /^([!#$%&'*+.^`|~\w-]+): ([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)$/;
const NEEDED: Readonly<Record<string, RegExp>> = {
  upgrade: /^websocket$/i,
  connection: /^upgrade$/i,
  'sec-websocket-accept': /^[A-Za-z\d+/]{27}=$/,
};
const ALLOWED: Readonly<Record<string, RegExp>> = { ...NEEDED, 'sec-websocket-extensions': /^permessage-deflate$/ };
/** Fields with rules of their own. */
const WITH_RULES = /^(?:sec-websocket-.*|transfer-encoding|content-length)$/;

/**
 * True for the bytes of a whole 101 and nothing else that `checkOpeningHandshake` accepts, given that its Sec-WebSocket-Accept is the
 * right one and that permessage-deflate was offered if it stands there. False says nothing: such an answer is to be judged.
 */
export function isPlainAnswer(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!text.startsWith('HTTP/1.1 101 Switching Protocols\r\n') || !text.endsWith('\r\n\r\n')) return false;
  const seen = new Set<string>();
  for (const line of text.slice(0, -4).split('\r\n').slice(1)) {
    const [, name, value = ''] = LINE.exec(line) ?? [];
    if (name === undefined) return false;
    const field = name.toLowerCase();
    const wanted = ALLOWED[field];
    if (wanted === undefined ? WITH_RULES.test(field) : seen.has(field) || !wanted.test(value)) return false;
    seen.add(field);
  }
  return Object.keys(NEEDED).every((field) => seen.has(field));
}
