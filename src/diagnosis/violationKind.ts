import type { ViolationRule } from '../protocol/violation.ts';

/** Which part of the exchange a broken rule belongs to. */
export type ViolationKind = 'head' | 'request' | 'switch' | 'body' | 'stream';

/** `head` for what is wrong as HTTP, `switch` for the 101 as an opening handshake, `stream` for all that follows it. */
export function violationKind(rule: ViolationRule): ViolationKind {
  if (rule.startsWith('request-')) return 'request';
  if (rule.startsWith('head-') || rule.startsWith('response-')) return 'head';
  if (rule.startsWith('body-')) return 'body';
  if (/^(upgrade|connection|accept|subprotocol|extensions?|switching)-/.test(rule)) return 'switch';
  return rule === 'deflate-twice' || rule.startsWith('deflate-parameter-') ? 'switch' : 'stream';
}
