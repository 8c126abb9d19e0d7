import { targetOf } from '../target.ts';
import type { AdviceRule } from './adviceRule.ts';

/** Browsers stop at some hundreds; a client that needs this many has most likely forgotten to close some. */
const MANY = 6;

export const manyConnections: AdviceRule = (evidence, { sameHost }) => {
  if (sameHost < MANY) return undefined;
  const { authority } = targetOf(evidence);
  return {
    cause: 'many-connections',
    title: `${sameHost} connections to ${authority} are open`,
    explanation:
      'Each holds a socket, memory and often a thread at the server, and proxies limit how many one client may have. One connection can carry all messages, told apart by a field or a subprotocol.',
    section: 'RFC 6455 §4.1, §10.4',
  };
};
