import { isLoopback, targetOf, withUrl } from '../target.ts';
import type { AdviceRule } from './adviceRule.ts';

/** `ws:` across a network: everyone on the way reads along (RFC 6455 §10.6). */
export const unencrypted: AdviceRule = (evidence) => {
  const { scheme, host } = targetOf(evidence);
  if (scheme === 'wss' || isLoopback(host) || host.startsWith('/')) return undefined;
  const url = withUrl(evidence, (parsed) => {
    parsed.protocol = 'wss:';
  });
  return {
    cause: 'not-encrypted',
    title: 'The connection is not encrypted',
    explanation: `ws:// to ${host}: everyone on the way can read and change headers and messages. Use wss:// where the server offers it.`,
    remedy: { title: 'Connect by wss:// instead', change: { kind: 'url', url } },
    section: 'RFC 6455 §10.6',
  };
};
