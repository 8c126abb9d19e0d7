import { assertNever } from '../../base/assertNever.ts';
import { curlCommand } from './curlCommand.ts';
import { handshakeMarkdown } from './handshakeMarkdown.ts';
import type { ReportedHandshake } from './reportedHandshake.ts';
import { requestText } from './requestText.ts';

export type HandshakeCopy = 'curl' | 'request' | 'markdown';

/**
 * What goes on the clipboard for an attempt of a session: its request in one of two forms, or the whole session as a report.
 * Undefined when there is no such attempt, or when it sent no request.
 */
export function handshakeCopy(
  views: readonly ReportedHandshake[],
  attempt: number,
  as: HandshakeCopy,
): string | undefined {
  const view = views.find((one) => one.attempt === attempt);
  if (view === undefined) return undefined;
  switch (as) {
    case 'curl':
      return curlCommand(view);
    case 'request':
      return requestText(view);
    case 'markdown':
      return handshakeMarkdown(views);
    default:
      return assertNever(as);
  }
}
