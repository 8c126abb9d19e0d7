import type { HeadState } from './headCollector.ts';
import type { HttpHead } from './httpHead.ts';
import { violationOf, type Violation } from './violation.ts';

const SHOWN = 60;

/** Bytes as a sentence shows them: text when they are some, else hexadecimal. */
function shown(bytes: Uint8Array): string {
  const text = String.fromCharCode(...bytes.subarray(0, SHOWN));
  if (/^[\t\r\n\x20-\x7e]+$/.test(text)) return `${JSON.stringify(text)}${bytes.length > SHOWN ? ' …' : ''}`;
  return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** Protocols that are recognised by their first bytes. */
function protocolOf(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes;
  if (first === 0x15 && second === 0x03) return ' This is a TLS alert: the port speaks TLS, use wss://.';
  if (first === 0x16 && second === 0x03) return ' This is a TLS handshake record.';
  if (first === 0x05 || (first === 0x00 && second === 0x5a)) return ' This looks like a SOCKS proxy.';
  const text = String.fromCharCode(...bytes);
  if (text.startsWith('SSH-')) return ' This is an SSH server.';
  if (/^220[ -]/.test(text)) return ' This looks like a mail or FTP server.';
  if (/^(?:<html|<!doct)/i.test(text)) return ' This is a page without an HTTP head.';
  // RFC 9113 §4.1: three bytes of length, then type 4, SETTINGS.
  return first === 0 && second === 0 && third !== undefined && fourth === 4 ? ' This looks like HTTP/2.' : '';
}

/** The part of an unfinished head that can be judged: its whole lines, or all of it when not even the first is whole. */
export function judgedPart(state: HeadState, raw: Uint8Array): Uint8Array {
  const lastLine = raw.lastIndexOf(0x0a) + 1;
  return state === 'complete' || lastLine === 0 ? raw : raw.subarray(0, lastLine);
}

/** What is wrong with how a head ended; `lines` is how many came whole. Nothing for a complete one. */
export function judgeHeadEnd(state: HeadState, head: HttpHead, lines: number): Violation[] {
  const by = head.kind === 'request' ? 'client' : 'server';
  const { raw, startOffset } = head;
  const end = startOffset + raw.length;
  switch (state) {
    case 'complete':
      return [];
    case 'incomplete': {
      const where = lines === 0 ? `in its start line: ${shown(raw)}` : `after ${lines} whole lines`;
      const sentence = `The stream ended inside the ${head.kind}'s head, ${where}.`;
      return [violationOf('head-truncated', by, end, 0, sentence)];
    }
    case 'foreign': {
      const rule = head.kind === 'request' ? 'request-not-http' : 'response-not-http';
      const sentence = `What the ${by} sent is not HTTP; it begins with ${shown(raw)}.${protocolOf(raw)}`;
      return [violationOf(rule, by, startOffset, raw.length, sentence)];
    }
    case 'too-large': {
      const sentence = `The ${head.kind}'s head has no end within ${raw.length} bytes; reading stopped there.`;
      return [violationOf('head-too-large', by, startOffset, raw.length, sentence)];
    }
    case 'too-many-lines': {
      const sentence = `The ${head.kind}'s head has no end within ${lines} lines; reading stopped there.`;
      return [violationOf('head-too-many-lines', by, startOffset, raw.length, sentence)];
    }
  }
}
