import type { Remedy } from '../../diagnosis.ts';

/** What helps against every trouble with a proxy, where the network lets it. */
export const withoutProxy: Remedy = {
  title: 'Connect without the proxy, if the server is reachable directly',
  change: { kind: 'option', path: 'proxy', value: 'none' },
};
