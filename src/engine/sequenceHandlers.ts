import { Throttle } from '../base/throttle.ts';
import type { EngineMethods, EngineNotices, SequenceRead } from '../contract/engineContract.ts';
import type { Handlers } from '../contract/method.ts';
import type { Notify } from '../contract/rpc.ts';
import type { SessionId } from '../contract/sessionView.ts';
import { checkOptions } from '../profiles/check/checkOptions.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { describeProblem, readJson } from '../profiles/jsonText.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import type { Sequence, Step, StepResult } from '../replay/sequence.ts';
import { readSequence } from '../replay/sequenceFile.ts';
import { readStep } from '../replay/stepFields.ts';
import { listSteps } from '../replay/stepList.ts';
import { Stepper } from '../replay/stepper.ts';
import { stepTitle } from '../replay/stepTitle.ts';
import { writeStep } from '../replay/writeSequence.ts';
import type { Session } from '../session/session.ts';
import type { LiveSession } from './liveSession.ts';
import { runOn } from './sequenceRun.ts';

export interface SequenceServices {
  readonly start: (opening: {
    readonly options: ConnectionOptions;
    readonly title: string;
    readonly captureFile: string;
    readonly network: NetworkSettings;
  }) => LiveSession;
  /** Throws for one that is not connected: an opened file. */
  readonly connectionOf: (id: SessionId) => Session;
  readonly notify: Notify<EngineNotices>;
}

type SequenceHandlers = Pick<Handlers<EngineMethods>, 'sequence.read' | 'sequence.run' | 'sequence.control'>;

/** Reading, running and steering sequences. */
export function sequenceHandlers({ start, connectionOf, notify }: SequenceServices): SequenceHandlers {
  const steppers = new Map<string, Stepper>();
  return {
    'sequence.read': ({ text }) => readForShow(text),
    'sequence.run': async ({ run, text, title, targets, network, live, folder, ...settings }, signal) => {
      const read = readSequence(text);
      const [fault] = read.ok ? [] : read.problems;
      if (!read.ok) return { ok: false, sessions: [], steps: [], problem: fault ? describeProblem(fault) : '' };
      const problems = targets.flatMap(({ options }) => checkOptions(options));
      if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '));
      const sessions: SessionId[] = [];
      const current = new Map<string | undefined, SessionId>();
      const opens = new Map<string | undefined, number>();
      const begin = (name: string | undefined) => {
        const target = targets.find((one) => one.name === name);
        if (target === undefined) throw new Error(`Nothing says where "${name ?? ''}" connects to.`);
        const { options } = target;
        const before = opens.get(name) ?? 0;
        opens.set(name, before + 1);
        const captureFile = numbered(target.captureFile, before);
        const opened = start({
          options,
          title: name === undefined ? title : `${title}: ${name}`,
          captureFile,
          network,
        });
        sessions.push(opened.id);
        current.set(name, opened.id);
        notify('sequence.started', { run, session: opened.id });
        return opened.session;
      };
      const shown = new LatestResults((result) => {
        const session = current.get(result.on) ?? live ?? sessions[0];
        notify('sequence.step', { run, result, ...(session === undefined ? {} : { session }) });
      });
      const stepper = new Stepper({
        paused: settings.paused ?? false,
        breakpoints: settings.breakpoints ?? [],
        onChange: (paused) => {
          shown.flush();
          const seen = paused && { index: paused.index, text: writeStep(paused.step, ''), variables: paused.variables };
          notify('sequence.paused', { run, paused: seen });
        },
      });
      steppers.set(run, stepper);
      const goOn = (): void => stepper.continue();
      signal.addEventListener('abort', goOn, { once: true });
      try {
        const { outside = {}, secrets = {}, pace } = settings;
        const result = await runOn({
          sequence: read.sequence,
          start: begin,
          ...(live === undefined ? {} : { live: connectionOf(live) }),
          ...(folder === undefined ? {} : { folder }),
          secrets,
          options: {
            signal,
            gate: stepper.gate,
            onStep: (step) => shown.add(step),
            outside: (name) => (Object.hasOwn(outside, name) ? outside[name] : undefined),
            ...(pace === undefined ? {} : { pace }),
          },
        });
        return { ...result, sessions };
      } finally {
        signal.removeEventListener('abort', goOn);
        steppers.delete(run);
        shown.dispose();
      }
    },
    'sequence.control': ({ run, do: what, edited, breakpoints }) => {
      const stepper = steppers.get(run);
      if (stepper === undefined) return { problem: 'This run is over.' };
      if (what === 'pause') stepper.pause();
      if (what === 'breakpoints') stepper.setBreakpoints(breakpoints ?? []);
      if (what !== 'step' && what !== 'continue') return {};
      const read = edited === undefined ? undefined : readEdited(edited, stepper.paused?.step);
      if (read !== undefined && 'problem' in read) return read;
      if (what === 'step') stepper.step(read?.step);
      else stepper.continue(read?.step);
      return {};
    },
  };
}

function readForShow(text: string): SequenceRead {
  const read = readSequence(text);
  return read.ok ? { ok: true, steps: shownSteps(read.sequence) } : { ok: false, problems: read.problems };
}

function shownSteps({ steps }: Sequence) {
  return listSteps(steps).map(({ step, depth }) => ({ kind: step.kind, title: stepTitle(step), depth }));
}

/** A step of one kind stays one of that kind: what the run knows of the file would be wrong otherwise. */
function readEdited(text: string, waiting: Step | undefined): { readonly step: Step } | { readonly problem: string } {
  const json = readJson(text);
  const problems = json.problems.map(describeProblem);
  const step =
    json.root === undefined
      ? undefined
      : readStep(json.root, {
          text: json.text,
          report: (offset, message) => problems.push(describeProblem(json.problemAt(offset, message))),
        });
  if (problems.length > 0 || step === undefined) return { problem: problems[0] ?? 'There is no step here.' };
  if (waiting !== undefined && step.kind !== waiting.kind) {
    return {
      problem: `The step that waits is "${waiting.kind}"; while the run is under way it cannot become "${step.kind}".`,
    };
  }
  return { step };
}

/** A connection that is opened again has a file of its own beside the first. */
function numbered(captureFile: string, before: number): string {
  return before === 0 ? captureFile : captureFile.replace(/(\.pcapng)?$/, `-${before + 1}$1`);
}

const SHOW_EVERY_MS = 33;

/** Tells of each step's latest result, as often as somebody can see it: a step may be repeated very quickly. */
class LatestResults {
  readonly #waiting = new Map<string, StepResult>();
  readonly #tell: (result: StepResult) => void;
  readonly #bell = new Throttle(SHOW_EVERY_MS, () => this.flush());

  constructor(tell: (result: StepResult) => void) {
    this.#tell = tell;
  }

  add(result: StepResult): void {
    // A failure is never overtaken by the next round.
    this.#waiting.set(result.ok ? String(result.index) : `${result.index} failed`, result);
    this.#bell.request();
  }

  flush(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const result of waiting) this.#tell(result);
  }

  dispose(): void {
    this.flush();
    this.#bell.dispose();
  }
}
