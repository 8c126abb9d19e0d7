/** A 101 at which nothing is unusual, told quickly: whoever waits for the connection need not wait for the full judgement of such a one. */

/** Each line ends in CRLF, with one space after its colon and none at the end. */
const WHOLE =
  /^HTTP\/1\.1 101 Switching Protocols\r\n(?:[!#$%&'*+.^`|~\w-]+: [\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?\r\n)+\r\n$/;
/** The names of fields with rules of their own. */
const WITH_RULES = /\n(?:upgrade|connection|transfer-encoding|content-length|sec-websocket-[^:]*):/gi;
const UPGRADE = /\nupgrade: websocket\r/i;
const CONNECTION = /\nconnection: upgrade\r/i;
const ACCEPT = /\nsec-websocket-accept: [a-z\d+/]{27}=\r/i;
const DEFLATE = /\nsec-websocket-extensions: permessage-deflate\r/i;

/**
 * True for the bytes of a whole 101 and nothing else that `checkOpeningHandshake` accepts, given that its Sec-WebSocket-Accept is the
 * right one and that permessage-deflate was offered if it stands there. False says nothing: such an answer is to be judged.
 */
export function isPlainAnswer(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!WHOLE.test(text) || !UPGRADE.test(text) || !CONNECTION.test(text) || !ACCEPT.test(text)) return false;
  // Each of them once, and no other.
  return text.match(WITH_RULES)?.length === (DEFLATE.test(text) ? 4 : 3);
}
