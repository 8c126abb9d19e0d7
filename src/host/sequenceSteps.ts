import {
  Range,
  TabInputText,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { mask } from '../diagnosis/redact.ts';
import { append, compose } from '../profiles/jsonEdit.ts';
import { memberOf, readJson } from '../profiles/jsonText.ts';
import { frameStep } from '../replay/frameStep.ts';
import { KeptSecrets } from '../replay/keptSecrets.ts';
import type { EngineClient } from './engineClient.ts';
import { type PayloadRef, wholePayload } from './payloadContent.ts';
import type { ProfileStore } from './profileStore.ts';
import { warnOfStars } from './recordedStars.ts';
import type { Secrets } from './secrets.ts';

const EXTENSION = '.wsseq.json';
const MAX_STEP_BYTES = 64 * 1024;

interface Step {
  readonly step: Readonly<Record<string, unknown>>;
  /** Stars stand in it for a kept secret. */
  readonly starred: boolean;
}

/** Appends what one frame carried, as a step, to a sequence file that is open or that the user chooses. */
export class SequenceSteps {
  readonly #engine: Pick<EngineClient, 'call'>;
  readonly #profiles: Pick<ProfileStore, 'find'>;
  readonly #secrets: Pick<Secrets, 'byName'>;

  constructor(
    engine: Pick<EngineClient, 'call'>,
    profiles: Pick<ProfileStore, 'find'>,
    secrets: Pick<Secrets, 'byName'>,
  ) {
    this.#engine = engine;
    this.#profiles = profiles;
    this.#secrets = secrets;
  }

  /** `path` expects and captures the value at that JSONPath instead of the message. `file` is undefined when the user gave up. */
  async add(ref: PayloadRef, path?: string): Promise<{ readonly file: string | undefined }> {
    const { step, starred } = await this.#step(ref, path);
    const document = await this.#chooseDocument(ref.session);
    if (document === undefined) return { file: undefined };
    const text = document.getText();
    const added = withStep(text, step);
    if (added === undefined) {
      throw new Error(
        `${workspace.asRelativePath(document.uri)} is no sequence yet: it needs "steps": [ ]. Mend it, then add the step again.`,
      );
    }
    const edit = new WorkspaceEdit();
    const { start, end, put } = difference(text, added);
    edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), put);
    if (!(await workspace.applyEdit(edit))) throw new Error('VS Code did not take the change of the sequence file.');
    const editor = await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true });
    const place = document.positionAt(start + put.length);
    editor.revealRange(new Range(place, place), TextEditorRevealType.InCenterIfOutsideViewport);
    if (starred) warnOfStars(1);
    return { file: workspace.asRelativePath(document.uri) };
  }

  async #step(ref: PayloadRef, path: string | undefined): Promise<Step> {
    const { session, frame } = ref;
    const { opcode, message, from, atMs } = await this.#engine.call('session.frame', { session, frame });
    const kind = message?.opcode ?? opcode;
    if (kind !== 1 && kind !== 2) {
      throw new Error('Only data frames can become steps: a ping or a close is written by hand as { "ping": "…" }.');
    }
    const tooLong = (): string => `This payload is too long for a step: at most ${MAX_STEP_BYTES / 1024} KiB fit.`;
    // A message is what is sent and expected, never a part of one.
    const whole = { session, frame, of: message === undefined ? 'frame' : 'message' } as const;
    const { bytes, problem } = await wholePayload(this.#engine, whole, MAX_STEP_BYTES, tooLong);
    if (problem !== undefined) throw new Error(`The payload is not there whole. ${problem}`);
    const kept = new KeptSecrets(await this.#secrets.byName());
    const left = kind === 1 ? kept.marked(bytes) : kept.starred(bytes);
    const starred = kind === 2 && left !== bytes;
    const written = JSON.stringify(frameStep({ from, opcode: kind, bytes: left, atMs, starred }, path));
    return { step: JSON.parse(kept.named(written)) as Step['step'], starred };
  }

  async #chooseDocument(session: string): Promise<TextDocument | undefined> {
    const open = openSequences();
    if (open[0] !== undefined && open.length === 1) return workspace.openTextDocument(open[0]);
    const openFiles = new Set(open.map(String));
    const others = (await workspace.findFiles(`**/*${EXTENSION}`, '**/node_modules/**', 200)).filter(
      (uri) => !openFiles.has(uri.toString()),
    );
    if (open.length === 0 && others.length === 0) return this.#newDocument(session);
    const item = (file: Uri, description: string) => ({ label: workspace.asRelativePath(file), description, file });
    const items = [
      ...open.map((file) => item(file, 'open')),
      ...others.map((file) => item(file, '')),
      { label: '$(new-file) New sequence…', description: '', file: undefined },
    ];
    const picked = await window.showQuickPick(items, { placeHolder: 'Which sequence shall have the step?' });
    if (picked === undefined) return undefined;
    return picked.file === undefined ? this.#newDocument(session) : workspace.openTextDocument(picked.file);
  }

  async #newDocument(session: string): Promise<TextDocument | undefined> {
    const snapshot = (await this.#engine.call('session.list', {})).find(({ id }) => id === session);
    const file = await window.showSaveDialog({
      defaultUri: Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file(''), `new${EXTENSION}`),
      filters: { 'WebSocket sequence': ['json'] },
      title: 'Where shall the new sequence be kept?',
    });
    if (file === undefined) return undefined;
    const named = file.path.endsWith(EXTENSION)
      ? file
      : file.with({ path: `${file.path.replace(/\.json$/, '')}${EXTENSION}` });
    const profile = snapshot === undefined ? undefined : this.#profiles.find(snapshot.title);
    // The engine gives URLs with their secrets masked; such a one is marked for the user to replace.
    const url = snapshot?.url ?? 'ws://127.0.0.1/';
    const target = profile === undefined ? { url } : { profile: profile.profile.name };
    await workspace.fs.writeFile(named, new TextEncoder().encode(compose({ ...target, steps: [] })));
    if (profile === undefined && url.includes(mask)) {
      void window.showWarningMessage(
        `The secret in the URL was left out. Replace ${mask} in the file before you run it.`,
      );
    }
    return workspace.openTextDocument(named);
  }
}

/** Those that have a tab: VS Code knows documents that nobody sees any more, too. */
function openSequences(): readonly Uri[] {
  const files = window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof TabInputText && input.uri.path.endsWith(EXTENSION) ? [input.uri] : []));
  return [...new Map(files.map((file) => [file.toString(), file])).values()];
}

/** The text of a sequence file with one more step at its end, all else as it was; undefined when it has no list of steps. */
export function withStep(text: string, step: Readonly<Record<string, unknown>>): string | undefined {
  const json = readJson(text);
  const steps = memberOf(json.root, 'steps');
  if (steps?.type !== 'array' || json.problems.length > 0) return undefined;
  return text.startsWith('\uFEFF') ? `\uFEFF${append(json.text, steps, step)}` : append(json.text, steps, step);
}

/** The one piece that differs, so that the rest of the document, and what is selected in it, stays untouched. */
function difference(
  before: string,
  after: string,
): { readonly start: number; readonly end: number; readonly put: string } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { start, end: before.length - tail, put: after.slice(start, after.length - tail) };
}
