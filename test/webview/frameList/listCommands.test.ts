import { expect, test } from 'vitest';
import { doListCommand, mutesPings } from '../../../webview/frameList/listCommands.ts';
import { firstPreferences, withColumn, withWidth } from '../../../webview/frameList/preferences.ts';
import { fakePanel, settled } from '../fakePanel.ts';

function after(...commands: Parameters<typeof doListCommand>[0][]) {
  const panel = fakePanel({ active: 's1', frames: { s1: 4 }, selected: { s1: 2 } });
  for (const what of commands) doListCommand(what, panel.store, panel.actions);
  return panel.store.get();
}

test('pings are muted and shown, the timeline hidden and shown', () => {
  expect(after('mutePings').list.mute).toEqual([9, 10]);
  expect(after('mutePings', 'mutePings').list.mute).toEqual([]);
  expect(mutesPings([8, 9])).toBe(false);
  expect(after('toggleTimeline').list.timeline).toBe(false);
});

test('columns are chosen and reset', () => {
  expect(after('chooseColumns').choosingColumns).toBe(true);
  const panel = fakePanel({ list: withWidth(withColumn(firstPreferences, 'flags', true), 'time', 99) });
  doListCommand('resetColumns', panel.store, panel.actions);
  expect(panel.store.get().list).toEqual(firstPreferences);
});

test('the view', () => {
  expect(after('clear').cleared).toEqual({ s1: 4 });
  expect(after('clear', 'showCleared').cleared).toEqual({});
  expect(after('togglePause').paused).toEqual({ s1: 0 });
  expect(after('toggleFold').otherwise).toEqual({ s1: [2] });
  expect(after('foldAll').list.fold).toBe(true);
  expect(after('goToEnd').atEnd).toBe(1);
  expect(after('selectAll').selection['s1']?.ranges).toEqual([[0, 3]]);
});

test.each([
  'copyText',
  'copyHex',
  'copyBase64',
  'copyJson',
  'copyWscat',
  'copyWebsocat',
  'saveBytes',
  'sendAgain',
  'editAndSend',
  'toggleMark',
  'editNote',
] as const)('%s without a selection says so', async (what) => {
  const panel = fakePanel({ active: 's1' });
  doListCommand(what, panel.store, panel.actions);
  await settled();
  expect(panel.store.get().refusal).toContain('No frame is selected');
});
