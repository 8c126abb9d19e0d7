import { type Child, el, icon } from '../dom.ts';
import { type PanelState, activeSession } from '../panelState.ts';
import { type ShownState, shownState } from '../wording.ts';

/** Why the list is empty, if it is. */
export type EmptyState = ShownState | 'filtered' | 'restoring' | 'cleared' | 'muted' | 'paused';

export function emptyState(state: PanelState): EmptyState {
  const { active = '', standIn, restoring, list } = state;
  if (standIn[active] !== undefined) return 'filtered';
  if (active === '') return restoring ? 'restoring' : shownState(undefined);
  const { [active]: frames = 0 } = state.frames;
  const { [active]: cleared = 0 } = state.cleared;
  if (frames > cleared && active in state.paused) return 'paused';
  if (frames > cleared && list.mute.length > 0) return 'muted';
  return cleared > 0 ? 'cleared' : shownState(activeSession(state));
}

/** What stands in the list's place while there is no frame: why, and what to do next. */
export function noFrames(state: EmptyState): HTMLElement[] {
  switch (state) {
    case 'restoring':
      return note('loading', 'One moment', 'The sessions of this panel are being opened from their captures.');
    case 'filtered':
      return note(
        'filter',
        'No frame matches',
        'Frames that match are shown as they come. Escape in the filter clears it.',
      );
    case 'cleared':
      return note(
        'clear-all',
        'The view is cleared',
        'The capture keeps every frame: "Show again" brings them back. What comes from now on is shown here.',
      );
    case 'muted':
      return note(
        'mute',
        'Only muted frames',
        'What came so far is muted. Mute pings and pongs, and Columns and rows, in the bar above, say what is shown.',
      );
    case 'paused':
      return note(
        'debug-pause',
        'The view is paused',
        'Recording goes on. Pause the view, above, shows what has come.',
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
