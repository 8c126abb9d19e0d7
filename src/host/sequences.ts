import { randomUUID } from 'node:crypto';
import { Uri, ViewColumn, window, workspace } from 'vscode';
import type { PanelNotices } from '../contract/panelContract.ts';
import type { Notify } from '../contract/rpc.ts';
import { mask } from '../diagnosis/redact.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { readSequence } from '../replay/sequenceFile.ts';
import type { CaptureFolder } from './captureFolder.ts';
import type { Connections } from './connections.ts';
import type { EngineClient } from './engineClient.ts';
import type { ProfileStore } from './profileStore.ts';

/** Only the last part of a double extension: VS Code's own dialog would append it once more. */
const FILE_FILTER = { 'WebSocket sequence': ['json'] };
const EXTENSION = '.wsseq.json';
const SEQUENCE_GLOB = '**/*.wsseq.json';

const SECRET_LEFT_OUT = `The secret in the URL was left out of the recorded sequence. Replace ${mask} in the file before you run it, or record from a saved profile.`;

export interface SequenceServices {
  readonly engine: EngineClient;
  readonly connections: Connections;
  readonly profiles: ProfileStore;
  readonly captures: CaptureFolder;
  readonly notify: Notify<PanelNotices>;
  readonly openPanel: () => void;
}

/** Recording sessions into `*.wsseq.json` files, and running such files. */
export class Sequences {
  readonly #services: SequenceServices;
  readonly #running = new Map<string, AbortController>();

  constructor(services: SequenceServices) {
    this.#services = services;
  }

  /** Asks where to save, writes the file and opens it beside the panel. `file` is undefined when the user gave up. */
  async record(session: string): Promise<{ readonly file: string | undefined }> {
    const { engine, profiles } = this.#services;
    const snapshot = (await engine.call('session.list', {})).find(({ id }) => id === session);
    if (snapshot === undefined) throw new Error('That session is no longer there.');
    const profile = profiles.find(snapshot.title);
    const recorded = await engine.call('sequence.record', {
      session,
      target: profile === undefined ? { kind: 'url', url: snapshot.url } : { kind: 'profile', profile: snapshot.title },
    });
    if (recorded.steps === 0) throw new Error('There is nothing to record yet: send a message first.');
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
    return { file: file.fsPath };
  }

  /** Asks for the file, then for the profile to run it against. */
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

  /** Runs a file; resolves when it has begun. Progress goes to the panel. */
  async replay(file: Uri): Promise<{ readonly run: string | undefined }> {
    const { openPanel, notify, engine, captures } = this.#services;
    const text = (await workspace.openTextDocument(file)).getText();
    const read = readSequence(text);
    if (!read.ok) {
      const [first] = read.problems;
      const place = first === undefined ? '' : ` Line ${first.line}, column ${first.column}: ${first.message}`;
      throw new Error(`${workspace.asRelativePath(file)} cannot be run.${place}`);
    }
    const target = await this.#target(read.sequence);
    if (target === undefined) return { run: undefined };
    openPanel();
    const run = randomUUID();
    const title = workspace.asRelativePath(file);
    const described = await engine.call('sequence.read', { text });
    notify('sequence.started', { run, title, session: undefined, steps: described.ok ? described.steps : [] });
    const controller = new AbortController();
    this.#running.set(run, controller);
    const captureFile = await captures.newFile();
    void engine
      .call(
        'sequence.run',
        { run, text, options: target, title, captureFile, network: this.#services.connections.network() },
        { timeoutMs: 0, signal: controller.signal },
      )
      .then(
        ({ ok, problem }) => notify('sequence.ended', { run, ok, ...(problem === undefined ? {} : { problem }) }),
        (error: unknown) => {
          const problem = controller.signal.aborted
            ? 'Stopped.'
            : error instanceof Error
              ? error.message
              : String(error);
          notify('sequence.ended', { run, ok: false, problem });
        },
      )
      .finally(() => this.#running.delete(run));
    return { run };
  }

  stop(run: string): void {
    this.#running.get(run)?.abort();
  }

  /** The connection to run on: what the file names, or another profile of the user's choice. */
  async #target(sequence: {
    readonly url?: string;
    readonly profile?: string;
  }): Promise<ConnectionOptions | undefined> {
    const { profiles, connections } = this.#services;
    const named = sequence.profile === undefined ? undefined : profiles.find(sequence.profile);
    if (sequence.profile !== undefined && named === undefined && profiles.all.length === 0) {
      throw new Error(`The sequence names the profile "${sequence.profile}", and there is none of that name.`);
    }
    const own = named?.profile ?? (sequence.url === undefined ? undefined : { url: sequence.url });
    const ownItem =
      own === undefined
        ? []
        : [{ label: '$(file) As the file says', description: own.url, options: own as ConnectionOptions }];
    const others = profiles.all.map(({ profile }) => ({
      label: profile.name,
      description: profile.url,
      options: profile,
    }));
    const items = [...ownItem, ...others];
    const picked =
      items.length === 1
        ? items[0]
        : await window.showQuickPick(items, { placeHolder: 'Which connection shall it run on?' });
    if (picked === undefined) return undefined;
    const resolved = connections.resolve(picked.options);
    if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join(' '));
    return resolved.options;
  }
}

/** A name without the extension would not be found again as a sequence. */
function asSequenceFile(chosen: Uri): Uri {
  if (chosen.path.endsWith(EXTENSION)) return chosen;
  return chosen.with({ path: `${chosen.path.replace(/\.json$/, '')}${EXTENSION}` });
}
