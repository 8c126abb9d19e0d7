// Where a secret stands that should stand in no file. A capture is what crossed the wire, and so the bytes of its packets may have it;
// titles, comments and whatever else the file tells may not.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A section of pcapng begins with this block, whose type reads the same in both byte orders. */
const SECTION = 0x0a0d0d0a;
const ENHANCED_PACKET = 6;
/** Where the bytes of a packet stand in its block. */
const PACKET_AT = 28;

/** The extension's own captures, as opposed to what is exported for others. */
const ownCapture = /[/\\]globalStorage[/\\][^/\\]+[/\\]captures[/\\][^/\\]+\.pcapng$/;

/** Every file below the folder that has the text in it, whatever its name begins with. */
export function filesWithSecret(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return (ownCapture.test(file) ? withoutPackets(bytes) : bytes).includes(text);
    });
}

/** The file with zeros for the bytes of its packets. What is no pcapng, or is cut short, stays as it is from there on. */
function withoutPackets(file: Buffer): Buffer {
  const bytes = Buffer.from(file);
  for (let at = 0; at + 12 <= bytes.length;) {
    const [type, length] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
    if ((at === 0 && type !== SECTION) || length < 12 || at + length > bytes.length) break;
    if (type === ENHANCED_PACKET) {
      const captured = bytes.readUInt32LE(at + 20);
      bytes.fill(0, at + PACKET_AT, Math.min(at + PACKET_AT + captured, at + length - 4));
    }
    at += length;
  }
  return bytes;
}
