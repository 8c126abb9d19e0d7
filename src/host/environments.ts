import { EventEmitter, type Memento, StatusBarAlignment, window } from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import type { ProfileStore } from './profileStore.ts';

const ACTIVE = 'activeEnvironment';
const COMMAND = 'websocketInspector.selectEnvironment';

/** The environments of all profile files by their names, and the one whose variables count now in this workspace. */
export class Environments {
  readonly #owned = new DisposableStore();
  readonly #state: Memento;
  readonly #profiles: Pick<ProfileStore, 'sources' | 'onChange'>;
  readonly #changed = this.#owned.add(new EventEmitter<void>());
  /** Another one is active, or there are others. */
  readonly onChange = this.#changed.event;

  constructor(state: Memento, profiles: Pick<ProfileStore, 'sources' | 'onChange'>) {
    this.#state = state;
    this.#profiles = profiles;
    this.#owned.add(profiles.onChange(() => this.#changed.fire()));
  }

  get names(): readonly string[] {
    return [...new Set(this.#profiles.sources.flatMap(({ environments }) => environments.map(({ name }) => name)))];
  }

  /** Undefined when none is, or when the chosen one is gone. */
  get active(): string | undefined {
    const name = this.#state.get<string>(ACTIVE);
    return name !== undefined && this.names.includes(name) ? name : undefined;
  }

  async choose(name: string | undefined): Promise<void> {
    if (name !== undefined && !this.names.includes(name)) throw new Error(`There is no environment "${name}".`);
    await this.#state.update(ACTIVE, name);
    this.#changed.fire();
  }

  /** Lets the user choose, the active one first. False when the user gave up. */
  async ask(): Promise<boolean> {
    if (this.names.length === 0) {
      throw new Error('There are no environments yet. Add "environments" to a profile file: named sets of variables.');
    }
    const none = { label: 'No environment', description: 'the variables of profiles and files alone', name: undefined };
    const items = [...this.names.map((name) => ({ label: name, description: '', name })), none];
    const { active } = this;
    // Enter keeps what there is.
    items.sort((a, b) => Number(b.name === active) - Number(a.name === active));
    const answer = await window.showQuickPick(items, { placeHolder: 'Which environment?', ignoreFocusOut: true });
    if (answer === undefined) return false;
    await this.choose(answer.name);
    return true;
  }

  /** An entry of the status bar, while there is anything to switch. */
  showInStatusBar(): { dispose(): void } {
    const item = this.#owned.add(
      window.createStatusBarItem('websocketInspector.environment', StatusBarAlignment.Right, 90),
    );
    item.name = 'WebSocket Environment';
    item.command = COMMAND;
    item.tooltip = 'The environment whose variables WebSocket profiles use. Click to choose another.';
    const show = (): void => {
      item.text = `$(layers) ${this.active ?? 'No environment'}`;
      if (this.names.length > 0) item.show();
      else item.hide();
    };
    show();
    return this.onChange(show);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
