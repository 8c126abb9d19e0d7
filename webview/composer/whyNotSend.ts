import type { SessionSnapshot } from '../../src/contract/sessionView.ts';

/** Why nothing can be sent now and what to do, or undefined when the connection is open. */
export function whyNotSend(session: SessionSnapshot | undefined): string | undefined {
  switch (session?.state) {
    case 'open':
      return undefined;
    case 'connecting':
      return 'Connecting: sending waits for the connection to open.';
    case 'closing':
      return 'The connection is closing: nothing can be sent any more.';
    case 'closed':
    case 'failed':
      return 'Not connected. Connect again to send.';
    case undefined:
      return 'Not connected. Connect to send.';
  }
}
