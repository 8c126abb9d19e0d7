import type { Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';

/** The two protocols of GraphQL over WebSocket; the first is the present one. */
const SUBPROTOCOLS = ['graphql-transport-ws', 'graphql-ws'];

/** Subscriptions need the subprotocol, and often a path of their own. */
export function graphqlRemedies({ asked }: Evidence): Remedy[] {
  const elsewhere: Remedy = {
    title: 'Look up the path of the subscriptions, which is often another one (/subscriptions, /graphql/ws)',
  };
  if (asked.subprotocols.some((name) => SUBPROTOCOLS.includes(name))) return [elsewhere];
  return [
    {
      title: 'Offer the subprotocols of GraphQL: graphql-transport-ws and graphql-ws',
      change: { kind: 'subprotocols', subprotocols: SUBPROTOCOLS },
    },
    elsewhere,
  ];
}
