import type { ListCommand } from '../../src/contract/panelContract.ts';
import type { Actions } from '../actions.ts';
import type { PanelState } from '../panelState.ts';
import type { Store } from '../store.ts';
import { firstPreferences } from './preferences.ts';

const PINGS: readonly number[] = [9, 10];

/** Carries out what a menu, a key or the palette asked for. */
export function doListCommand(what: ListCommand, store: Store<PanelState>, actions: Actions): void {
  const { active, selected } = store.get();
  switch (what) {
    case 'copyText':
      void actions.copy('text');
      return;
    case 'copyHex':
      void actions.copy('hex');
      return;
    case 'copyBase64':
      void actions.copy('base64');
      return;
    case 'copyJson':
      void actions.copy('json');
      return;
    case 'copyWscat':
      void actions.copy('wscat');
      return;
    case 'copyWebsocat':
      void actions.copy('websocat');
      return;
    case 'saveBytes':
      void actions.saveBytes();
      return;
    case 'sendAgain':
      void actions.sendAgain();
      return;
    case 'editAndSend':
      void actions.editAndSend();
      return;
    case 'toggleMark':
      void actions.toggleMark();
      return;
    case 'editNote':
      void actions.editNote();
      return;
    case 'toggleFold': {
      const frame = selected[active ?? ''];
      if (frame !== undefined) actions.turnFold(frame);
      return;
    }
    case 'foldAll':
      actions.foldAll();
      return;
    case 'togglePause':
      actions.togglePause();
      return;
    case 'clear':
      actions.clearView();
      return;
    case 'showCleared':
      actions.showCleared();
      return;
    case 'mutePings':
      actions.prefer((list) => ({ ...list, mute: mutesPings(list.mute) ? [] : PINGS }));
      return;
    case 'toggleTimeline':
      actions.prefer((list) => ({ ...list, timeline: !list.timeline }));
      return;
    case 'chooseColumns':
      store.update({ choosingColumns: true });
      return;
    case 'resetColumns':
      actions.prefer((list) => {
        const { order, hidden, widths } = firstPreferences;
        return { ...list, order, hidden, widths };
      });
      return;
    case 'selectAll':
      actions.selectAll();
      return;
    case 'goToEnd':
      actions.goToEnd();
  }
}

export const mutesPings = (mute: readonly number[]): boolean => PINGS.every((opcode) => mute.includes(opcode));
