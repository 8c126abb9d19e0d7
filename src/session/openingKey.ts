import { randomFillSync } from 'node:crypto';

const KEY_BYTES = 16;
/** Random bytes are asked for so many keys at once: whoever waits for a connection waits for them, too. */
const KEYS_AT_ONCE = 64;

const bytes = Buffer.alloc(KEY_BYTES * KEYS_AT_ONCE);
let used = bytes.length;

/** A new value for Sec-WebSocket-Key: 16 random bytes in base64 (RFC 6455 §4.1). */
export function newOpeningKey(): string {
  if (used === bytes.length) {
    randomFillSync(bytes);
    used = 0;
  }
  used += KEY_BYTES;
  return bytes.toString('base64', used - KEY_BYTES, used);
}
