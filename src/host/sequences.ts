import { Uri, ViewColumn, window, workspace } from 'vscode';
import type { EngineMethods } from '../contract/engineContract.ts';
import type { ParamsOf } from '../contract/method.ts';
import type { PanelMethods } from '../contract/panelContract.ts';
import { mask } from '../diagnosis/redact.ts';
import { optionsOf } from '../profiles/profile.ts';
import { isTimed } from '../replay/pace.ts';
import type { Sequence } from '../replay/sequence.ts';
import { targetsOf } from '../replay/targets.ts';
import { askFields } from './askFields.ts';
import { askPace } from './askPace.ts';
import type { EngineClient } from './engineClient.ts';
import type { Environments } from './environments.ts';
import { type ProfileStore, refOf } from './profileStore.ts';
import { warnOfStars } from './recordedStars.ts';
import type { Secrets } from './secrets.ts';
import { type RunChoice, type SequenceRuns, sequenceOf } from './sequenceRuns.ts';

/** Only the last part of a double extension: VS Code's own dialog would append it once more. */
const FILE_FILTER = { 'WebSocket sequence': ['json'] };
const EXTENSION = '.wsseq.json';
const SEQUENCE_GLOB = '**/*.wsseq.json';

const SECRET_LEFT_OUT = `The secret in the URL was left out of the recorded sequence. Replace ${mask} in the file before you run it, or record from a saved profile.`;

/** Where a run takes place, as the panel asks for it. */
type RunPlace = ParamsOf<PanelMethods['sequence.again']>['on'];
type RunSettings = Pick<RunChoice, 'pace' | 'paused' | 'breakpoints'>;

export interface SequenceServices {
  readonly engine: EngineClient;
  readonly profiles: ProfileStore;
  readonly runs: SequenceRuns;
  readonly environments: Pick<Environments, 'names' | 'ask'>;
  readonly secrets: Pick<Secrets, 'byName'>;
  readonly openPanel: () => void;
}

/** Recording sessions into `*.wsseq.json` files, and running such files. */
export class Sequences {
  readonly #services: SequenceServices;
  readonly #runs: SequenceRuns;

  constructor(services: SequenceServices) {
    this.#services = services;
    this.#runs = services.runs;
  }

  /**
   * Asks what is to become of values that differ from run to run, and where to save; writes the file and opens it beside the panel.
   * With `frames` (0-based) only their messages. `file` is undefined when the user gave up.
   */
  async record(session: string, frames?: readonly number[]): Promise<{ readonly file: string | undefined }> {
    const { engine, profiles, secrets } = this.#services;
    const snapshot = (await engine.call('session.list', {})).find(({ id }) => id === session);
    if (snapshot === undefined) throw new Error('That session is no longer there.');
    const profile = profiles.find(snapshot.title);
    const wish: ParamsOf<EngineMethods['sequence.record']> = {
      session,
      target: profile === undefined ? { kind: 'url', url: snapshot.url } : { kind: 'profile', profile: snapshot.title },
      secrets: await secrets.byName(),
      ...(frames === undefined ? {} : { frames: [...frames] }),
    };
    let recorded = await engine.call('sequence.record', wish);
    if (recorded.steps === 0) {
      throw new Error(
        frames === undefined
          ? 'There is nothing to record yet: send a message first.'
          : 'None of the selected frames makes a step: select text or binary messages.',
      );
    }
    if (recorded.fields.length > 0) {
      const fields = await askFields(recorded.fields);
      if (fields === undefined) return { file: undefined };
      if (Object.keys(fields).length > 0) recorded = await engine.call('sequence.record', { ...wish, fields });
    }
    const chosen = await window.showSaveDialog({
      defaultUri: Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file(''), 'recorded.wsseq.json'),
      filters: FILE_FILTER,
      title: 'Save the recorded sequence',
    });
    if (chosen === undefined) return { file: undefined };
    const file = asSequenceFile(chosen);
    await workspace.fs.writeFile(file, new TextEncoder().encode(recorded.text));
    await window.showTextDocument(await workspace.openTextDocument(file), {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
    });
    // The engine gives URLs with their secrets masked. Not awaited: the file is written, read or not.
    if (profile === undefined && snapshot.url.includes(mask)) void window.showWarningMessage(SECRET_LEFT_OUT);
    if (recorded.starred > 0) warnOfStars(recorded.starred);
    return { file: file.fsPath };
  }

  /** Asks for the file, then for the connection and the pace. */
  async chooseAndReplay(): Promise<{ readonly run: string | undefined }> {
    const found = await workspace.findFiles(SEQUENCE_GLOB, '**/node_modules/**', 200);
    const browse = { label: '$(folder-opened) Browse…', file: undefined };
    const items = found.map((file) => ({ label: workspace.asRelativePath(file), file }));
    const picked = await window.showQuickPick([...items, browse], { placeHolder: 'Which sequence shall run?' });
    if (picked === undefined) return { run: undefined };
    const [file] =
      picked.file === undefined ? ((await window.showOpenDialog({ filters: FILE_FILTER })) ?? []) : [picked.file];
    return file === undefined ? { run: undefined } : this.replay(file);
  }

  /** Runs a file of which the panel knows the URI. */
  again(file: string, on: RunPlace, settings: RunSettings): Promise<{ readonly run: string | undefined }> {
    const uri = Uri.parse(file, true);
    switch (on.kind) {
      case 'file':
        return this.replay(uri, { ...settings, asFileSays: true });
      case 'session':
        return this.replay(uri, { ...settings, live: on.session });
      case 'ask':
        return this.replay(uri, settings);
    }
  }

  /**
   * Asks for the connection and the pace where there is a choice and none is made, and runs the file; resolves when it has begun.
   * Progress goes to the panel.
   */
  async replay(
    file: Uri,
    { asFileSays = false, ...settings }: RunChoice & { readonly asFileSays?: boolean } = {},
  ): Promise<{ readonly run: string | undefined }> {
    const { sequence } = await sequenceOf(file);
    const isChosen = asFileSays || settings.options !== undefined || settings.live !== undefined;
    const chosen = isChosen ? {} : await this.#choose(sequence);
    if (chosen === undefined) return { run: undefined };
    const asksPace = !asFileSays && settings.pace === undefined && isTimed(sequence.steps);
    const pace = asksPace ? await askPace() : settings.pace;
    if (asksPace && pace === undefined) return { run: undefined };
    this.#services.openPanel();
    const { run } = await this.#runs.start(file, { ...settings, ...chosen, ...(pace === undefined ? {} : { pace }) });
    return { run };
  }

  stop(run: string): void {
    this.#runs.stop(run);
  }

  /** The connection to run on: what the file names, a session that is open, or another profile of the user's choice. */
  async #choose(sequence: Sequence): Promise<RunChoice | undefined> {
    const { engine, environments, profiles } = this.#services;
    const [own] = targetsOf(sequence).values();
    const named = own !== undefined && 'profile' in own ? own.profile : undefined;
    const isThere = named === undefined || profiles.find(named) !== undefined;
    if (own !== undefined && !isThere && profiles.all.length === 0) this.#runs.optionsOf(own);
    const description = named ?? (own !== undefined && 'url' in own ? own.url : '');
    const ownItem = isThere ? [{ label: '$(file) As the file says', description, choice: {} }] : [];
    const others = profiles.all.map((stored) => ({
      label: stored.profile.name,
      description: stored.profile.url,
      choice: { options: optionsOf(stored.profile), from: refOf(stored) },
    }));
    const open = (await engine.call('session.list', {})).filter(({ state }) => state === 'open');
    const live = open.map(({ id, title, url }) => ({
      label: `$(broadcast) In the open session ${title}`,
      description: url,
      choice: { live: id },
    }));
    const items: { label: string; description: string; choice: RunChoice }[] = [...ownItem, ...live, ...others];
    const picked =
      items.length === 1
        ? items[0]
        : // Where the focus was before the first question, it comes back late: that must not close the second.
          await window.showQuickPick(items, { placeHolder: 'Which connection shall it run on?', ignoreFocusOut: true });
    // What a session dialled with is settled.
    if (picked !== undefined && picked.choice.live === undefined && environments.names.length > 0) {
      if (!(await environments.ask())) return undefined;
    }
    return picked?.choice;
  }
}

/** A name without the extension would not be found again as a sequence. */
function asSequenceFile(chosen: Uri): Uri {
  if (chosen.path.endsWith(EXTENSION)) return chosen;
  return chosen.with({ path: `${chosen.path.replace(/\.json$/, '')}${EXTENSION}` });
}
