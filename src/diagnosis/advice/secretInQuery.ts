import { isSecretName } from '../../base/secretNames.ts';
import type { AdviceRule } from './adviceRule.ts';

/** URLs end up in logs, on the way and at the server (RFC 9110 §17.9). */
export const secretInQuery: AdviceRule = ({ asked }) => {
  const query = /\?([^#]*)/.exec(asked.url)?.[1] ?? '';
  const names = [...new URLSearchParams(query)].filter(([, value]) => value !== '').map(([name]) => name);
  const secret = names.find(isSecretName);
  if (secret === undefined) return undefined;
  return {
    cause: 'secret-in-query',
    title: `The query parameter "${secret}" looks like a secret`,
    explanation:
      'Servers and proxies write URLs into their logs. A header (Authorization), a cookie, or a ticket that can be used once is not written there.',
    section: 'RFC 9110 §17.9',
  };
};
