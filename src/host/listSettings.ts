import { type Disposable, type Memento, workspace } from 'vscode';
import type { Density } from '../contract/panelContract.ts';

const KEY = 'list';
const SECTION = 'websocketInspector.list';

/** How the user likes the frame list: the columns in VS Code's own store, the density among the settings. */
export interface ListSettings {
  /** As it was remembered, for the panel to check. */
  preferences(): unknown;
  remember(preferences: unknown): Promise<void>;
  density(): Density;
  onDensity(listener: (density: Density) => void): Disposable;
}

export function listSettings(state: Memento): ListSettings {
  const density = (): Density => readDensity(workspace.getConfiguration(SECTION).get('density'));
  return {
    preferences: () => state.get(KEY),
    remember: async (preferences) => {
      await state.update(KEY, preferences);
    },
    density,
    onDensity: (listener) =>
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SECTION)) listener(density());
      }),
  };
}

/** Settings are written by hand: anything else is the default. */
const readDensity = (value: unknown): Density => (value === 'compact' || value === 'comfortable' ? value : 'normal');
