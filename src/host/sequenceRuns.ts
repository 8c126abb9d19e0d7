import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import type { Uri } from 'vscode';
import { workspace } from 'vscode';
import type { EngineMethods, SequenceResult } from '../contract/engineContract.ts';
import type { ParamsOf } from '../contract/method.ts';
import type { PanelNotices } from '../contract/panelContract.ts';
import type { Notify } from '../contract/rpc.ts';
import type { SessionId } from '../contract/sessionView.ts';
import { Emitter } from '../base/emitter.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { optionsOf } from '../profiles/profile.ts';
import { describeProblem } from '../profiles/jsonText.ts';
import { outsideNames } from '../replay/interpolate.ts';
import { masking } from '../replay/withoutValues.ts';
import type { Sequence, Target } from '../replay/sequence.ts';
import { readSequence } from '../replay/sequenceFile.ts';
import { targetsOf } from '../replay/targets.ts';
import type { CaptureFolder } from './captureFolder.ts';
import type { Connections } from './connections.ts';
import type { EngineClient } from './engineClient.ts';
import { type ProfileRef, type ProfileStore, refOf } from './profileStore.ts';
import type { Secrets } from './secrets.ts';

export interface RunServices {
  readonly engine: EngineClient;
  readonly connections: Connections;
  readonly profiles: ProfileStore;
  readonly captures: CaptureFolder;
  readonly notify: Notify<PanelNotices>;
  /** The value of a name such as `env:TOKEN`; undefined when it has none here. */
  readonly secrets: Pick<Secrets, 'byName'>;
  readonly outside: (name: string) => string | undefined | Promise<string | undefined>;
}

/** What is kept of a run beside its capture. */
export interface PastRun extends Omit<SequenceResult, 'sessions'> {
  readonly title: string;
  /** The sequence's URI. */
  readonly file: string;
  readonly shown: PanelNotices['sequence.started']['steps'];
  /** One for each connection, the sequence's own or first one first. */
  readonly captures: readonly { readonly name?: string; readonly captureFile: string }[];
}

type RunParams = ParamsOf<EngineMethods['sequence.run']>;

export interface RunChoice {
  /** Instead of the connection that the file names. */
  readonly options?: ConnectionOptions;
  /** The profile that those came from: its variables count. */
  readonly from?: ProfileRef;
  /** A session that is open, instead of a new connection. */
  readonly live?: SessionId;
  readonly pace?: NonNullable<RunParams['pace']>;
  readonly paused?: boolean;
  readonly breakpoints?: readonly number[];
}

/** A connection, and the profile that it came from. */
interface NamedOptions {
  readonly options: ConnectionOptions;
  readonly from: ProfileRef | undefined;
}

export interface StartedRun {
  readonly run: string;
  /** Rejects when the engine could not run it at all. */
  readonly done: Promise<SequenceResult>;
}

/** The sequence of a file, or an error that names its first fault by line and column. */
export async function sequenceOf(file: Uri): Promise<{ readonly text: string; readonly sequence: Sequence }> {
  const text = (await workspace.openTextDocument(file)).getText();
  const read = readSequence(text);
  if (read.ok) return { text, sequence: read.sequence };
  const [first] = read.problems;
  const place = first === undefined ? '' : ` ${describeProblem(first)}`;
  throw new Error(`${workspace.asRelativePath(file)} cannot be run.${place}`);
}

/** The runs that are under way. Their progress goes to the panel, step by step. */
export class SequenceRuns {
  readonly #services: RunServices;
  readonly #running = new Map<string, AbortController>();
  readonly #kept = new Emitter<string>();
  /** A run has ended, and its capture and result are kept: the URI of its sequence. */
  readonly onKept = this.#kept.event;

  constructor(services: RunServices) {
    this.#services = services;
  }

  /** Begins a run. Rejects, with nothing begun, when the file or a connection of it is no good. */
  async start(file: Uri, choice: RunChoice = {}): Promise<StartedRun> {
    const { notify, engine } = this.#services;
    const { text, sequence } = await sequenceOf(file);
    const { breakpoints, options, from, ...settings } = choice;
    const targets = await this.#targets(
      sequence,
      options === undefined ? undefined : { options, from },
      choice.live !== undefined,
    );
    const outside = await this.#outside(text);
    const secrets = await this.#services.secrets.byName();
    const run = randomUUID();
    const title = workspace.asRelativePath(file);
    const described = await engine.call('sequence.read', { text });
    const masked = masking(Object.values(secrets));
    // What somebody wrote into the file by hand is kept in no result, either.
    const steps = described.ok ? described.steps.map((step) => ({ ...step, title: masked(step.title) })) : [];
    const session = choice.live;
    notify('sequence.started', {
      run,
      title,
      session,
      steps,
      file: file.toString(),
      ...(choice.pace === undefined ? {} : { pace: choice.pace }),
    });
    const controller = new AbortController();
    this.#running.set(run, controller);
    const network = this.#services.connections.network();
    const folder = file.scheme === 'file' ? { folder: dirname(file.fsPath) } : {};
    const params: RunParams = {
      ...{ run, text, title, targets, network, outside, secrets, ...folder, ...settings },
      ...(breakpoints === undefined ? {} : { breakpoints: [...breakpoints] }),
    };
    const done = this.#run(params, { file: file.toString(), steps }, controller);
    // Whoever started it may not wait for its end: the panel is told of it in any case.
    done.catch(() => undefined);
    return { run, done };
  }

  stop(run: string): void {
    this.#running.get(run)?.abort();
  }

  async #run(
    params: RunParams,
    { file, steps: shown }: Pick<PanelNotices['sequence.started'], 'file' | 'steps'>,
    controller: AbortController,
  ): Promise<SequenceResult> {
    const { notify, engine, captures } = this.#services;
    const { run, title, targets } = params;
    const startedAt = Date.now();
    try {
      const result = await engine.call('sequence.run', params, { timeoutMs: 0, signal: controller.signal });
      const { ok, problem, differences } = result;
      const [capture] = targets;
      if (capture !== undefined) {
        const ran = { sequence: file, ok, startedAt, durationMs: Date.now() - startedAt };
        const files = targets.map(({ name, captureFile }) => ({
          ...(name === undefined ? {} : { name }),
          captureFile,
        }));
        const { sessions: _sessions, ...kept } = result;
        const past: PastRun = { title, file, shown, captures: files, ...kept };
        await captures.keepResult(capture.captureFile, ran, past);
        this.#kept.fire(file);
      }
      notify('sequence.ended', {
        ...{ run, ok },
        ...(problem === undefined ? {} : { problem }),
        ...(differences === undefined ? {} : { differences }),
      });
      return result;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      notify('sequence.ended', { run, ok: false, problem: controller.signal.aborted ? 'Stopped.' : words });
      throw error;
    } finally {
      this.#running.delete(run);
    }
  }

  async #targets(sequence: Sequence, instead: NamedOptions | undefined, live: boolean): Promise<RunParams['targets']> {
    const targets: RunParams['targets'] = [];
    for (const [index, [name, target]] of [...targetsOf(sequence)].entries()) {
      // The live session takes the place of the first connection.
      if (live && index === 0) continue;
      const options = await this.#resolved((index === 0 ? instead : undefined) ?? this.optionsOf(target));
      const captureFile = await this.#services.captures.newFile();
      targets.push({ options, captureFile, ...(name === undefined ? {} : { name }) });
    }
    return targets;
  }

  /** What a file's connection stands for; throws when there is no such profile. */
  optionsOf(target: Target): NamedOptions {
    if ('url' in target) return { options: { url: target.url }, from: undefined };
    const found = this.#services.profiles.find(target.profile);
    if (found !== undefined) return { options: optionsOf(found.profile), from: refOf(found) };
    throw new Error(`The sequence names the profile "${target.profile}", and there is none of that name.`);
  }

  async #resolved({ options, from }: NamedOptions): Promise<ConnectionOptions> {
    const resolved = await this.#services.connections.resolve(options, from);
    if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join(' '));
    return resolved.options;
  }

  /** Values of the names that the file cannot set itself; one without a value makes the step that uses it fail. */
  async #outside(text: string): Promise<Record<string, string>> {
    const values: Record<string, string> = {};
    for (const name of outsideNames(text)) {
      const value = await this.#services.outside(name);
      if (value !== undefined) values[name] = value;
    }
    return values;
  }
}
