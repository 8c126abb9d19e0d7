import { optionsQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { withoutProxy } from './withoutProxy.ts';

/** A setting of the editor or a variable of the environment that should name a proxy names none. */
export const proxyUnusable: Rule = (evidence) => {
  const { failure } = evidence;
  if (failure?.code !== 'PROXY_UNUSABLE') return undefined;
  return {
    stage: 'proxy',
    cause: 'proxy-unusable',
    title: 'The connection was not tried: the proxy that is set is no proxy’s URL',
    explanation: `${failure.message} Nothing was sent.`,
    evidence: [optionsQuote('proxy: as the editor or the environment is set')],
    likelyCauses: [
      {
        cause: 'The value of http.proxy, HTTPS_PROXY, HTTP_PROXY or ALL_PROXY is mistyped',
        because: 'It cannot be read as a URL with a scheme, a host and a port from 1 to 65535.',
      },
    ],
    remedies: [withoutProxy, { title: 'Correct the setting or the variable, and connect again' }],
    section: 'RFC 9110 §3.7',
  };
};
