import { type Child, el, icon } from '../dom.ts';
import type { ShownState } from '../wording.ts';

/** What stands in the list's place while there is no frame: why, and what to do next. */
export function noFrames(state: ShownState | 'filtered' | 'restoring'): HTMLElement[] {
  switch (state) {
    case 'restoring':
      return note('loading', 'One moment', 'The sessions of this panel are being opened from their captures.');
    case 'filtered':
      return note(
        'filter',
        'No frame matches',
        'Frames that match are shown as they come. Escape in the filter clears it.',
      );
    case 'none':
      return note('plug', 'No connection yet', 'Type a WebSocket URL above and press Enter to connect.');
    case 'connecting':
      return note('loading', 'Connecting', 'The Handshake tab shows how far it came. Cancel gives up at once.');
    case 'open':
      return note(
        'arrow-swap',
        'No frames yet',
        'The connection is open. Send a message below, or wait for the server.',
      );
    case 'closing':
    case 'closed':
      return note(
        'debug-disconnect',
        'No frames',
        'The connection closed before either side sent one. Connect to try again.',
      );
    case 'interrupted':
      return note(
        'debug-disconnect',
        'No frames',
        'The session ended before either side sent one. Connect to begin another.',
      );
    case 'cancelled':
      return note('circle-slash', 'Cancelled', 'You gave up before the connection opened. Connect to try again.');
    case 'failed':
      return note(
        'error',
        'No frames',
        'The connection never opened. The Handshake tab shows what was said until then.',
      );
  }
}

function note(iconName: string, title: string, next: Child): HTMLElement[] {
  return [
    el('div', { class: 'empty-icon' }, icon(iconName)),
    el('div', { class: 'empty-title' }, title),
    el('div', { class: 'empty-next' }, next),
  ];
}
