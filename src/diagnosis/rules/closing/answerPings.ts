import type { Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';

/** Servers drop whoever leaves their Pings unanswered (RFC 6455 §5.5.2), as the user told us to. */
export const answerPings = ({ asked }: Evidence): Remedy[] =>
  asked.autoPong === false
    ? [
        {
          title: 'Answer the server’s Pings, which this connection is set to leave unanswered',
          change: { kind: 'option', path: 'autoPong', value: true },
        },
      ]
    : [];
