// The workspace's sequences as tests: a file is a test, its groups are suites in it, and a failure stands at its step's line.
import {
  type CancellationToken,
  Location,
  Position,
  Range,
  RelativePattern,
  SourceBreakpoint,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  type TestRunProfile,
  TestRunProfileKind,
  TestRunRequest,
  type Uri,
  debug,
  tests,
  workspace,
} from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable.ts';
import type { StepResult } from '../replay/sequence.ts';
import { type SequenceRead, readSequence } from '../replay/sequenceFile.ts';
import { type ListedStep, listSteps } from '../replay/stepList.ts';
import type { EngineClient } from './engineClient.ts';
import type { SequenceRuns } from './sequenceRuns.ts';

const GLOB = '**/*.wsseq.json';
const EXCLUDED = '**/node_modules/**';
const ID = 'websocketInspector.sequences';

export interface TestServices {
  readonly runs: SequenceRuns;
  readonly engine: Pick<EngineClient, 'onNotice'>;
  readonly openPanel: () => void;
}

interface SequenceTests {
  readonly controller: TestController;
  readonly run: TestRunProfile;
  readonly stepByStep: TestRunProfile;
}

/** Registers the tests. */
export function sequenceTests(services: TestServices, id = ID): Disposable & SequenceTests {
  const store = new DisposableStore();
  const controller = store.add(tests.createTestController(id, 'WebSocket sequences'));
  const listeners = new Map<string, (result: StepResult) => void>();
  store.add(services.engine.onNotice('sequence.step', ({ run, result }) => listeners.get(run)?.(result)));

  controller.resolveHandler = async (item) => {
    if (item?.uri !== undefined) await readItem(controller, item.uri);
    else if (item === undefined) await discover(controller, store);
  };
  controller.refreshHandler = () => findAll(controller);

  const once = async (request: TestRunRequest, token: CancellationToken, paused: boolean): Promise<void> => {
    const run = controller.createTestRun(request);
    try {
      for (const file of filesOf(controller, request)) {
        if (token.isCancellationRequested) run.skipped(file);
        else await runItem(file, run, { services, listeners, paused, token });
      }
    } finally {
      run.end();
    }
  };
  const handler = (paused: boolean) => async (request: TestRunRequest, token: CancellationToken) => {
    if (request.continuous !== true) {
      await once(request, token, paused);
      return;
    }
    // Run again what was saved, for as long as it is asked for.
    const saved = workspace.onDidSaveTextDocument(async ({ uri }) => {
      const item = controller.items.get(uri.toString());
      const wanted = filesOf(controller, request);
      if (item !== undefined && wanted.includes(item)) {
        await once(new TestRunRequest([item], undefined, request.profile), token, paused);
      }
    });
    token.onCancellationRequested(() => void saved.dispose());
  };
  const run = controller.createRunProfile('Run', TestRunProfileKind.Run, handler(false), true);
  run.supportsContinuousRun = true;
  const stepByStep = controller.createRunProfile('Step by step', TestRunProfileKind.Debug, handler(true), false);
  return { controller, run, stepByStep, dispose: () => store.dispose() };
}

async function discover(controller: TestController, store: DisposableStore): Promise<void> {
  for (const folder of workspace.workspaceFolders ?? []) {
    const watcher = store.add(workspace.createFileSystemWatcher(new RelativePattern(folder, GLOB)));
    const read = (uri: Uri): void => void readItem(controller, uri);
    store.add(watcher.onDidCreate(read));
    store.add(watcher.onDidChange(read));
    store.add(watcher.onDidDelete((uri) => controller.items.delete(uri.toString())));
  }
  await findAll(controller);
}

async function findAll(controller: TestController): Promise<void> {
  const files = await workspace.findFiles(GLOB, EXCLUDED);
  const found = new Set(files.map(String));
  for (const [id] of controller.items) if (!found.has(id)) controller.items.delete(id);
  await Promise.all(files.map((file) => readItem(controller, file)));
}

/** The file as a test, with its groups in it; of a file with errors, the first one stands beside it. */
async function readItem(controller: TestController, uri: Uri): Promise<TestItem | undefined> {
  if (uri.path.includes('/node_modules/')) return undefined;
  const item = controller.items.get(uri.toString()) ?? controller.createTestItem(uri.toString(), labelOf(uri), uri);
  const read = readSequence(new TextDecoder().decode(await workspace.fs.readFile(uri)));
  item.children.replace(read.ok ? groupItems(controller, uri, read) : []);
  const [first] = read.ok ? [] : read.problems;
  item.error = first === undefined ? undefined : `Line ${first.line}, column ${first.column}: ${first.message}`;
  item.range = new Range(0, 0, 0, 0);
  controller.items.add(item);
  return item;
}

function labelOf(uri: Uri): string {
  return workspace.asRelativePath(uri).replace(/\.wsseq\.json$/, '');
}

function groupItems(controller: TestController, uri: Uri, read: SequenceRead & { readonly ok: true }): TestItem[] {
  const listed = listSteps(read.sequence.steps);
  const top: TestItem[] = [];
  /** The groups that stand open, outermost first. */
  const open: { readonly depth: number; readonly item: TestItem }[] = [];
  for (const { step, index, depth } of listed) {
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    if (step.kind !== 'group') continue;
    const item = controller.createTestItem(`${uri.toString()}#${index}`, step.name, uri);
    item.range = lineRange(read.places[index]?.line ?? 1);
    const around = open.at(-1)?.item;
    if (around === undefined) top.push(item);
    else around.children.add(item);
    open.push({ depth, item });
  }
  return top;
}

const lineRange = (line: number): Range => new Range(line - 1, 0, line - 1, 0);

/** The files to run: a group runs with all of its file, as it needs what comes before it. */
function filesOf(controller: TestController, { include, exclude = [] }: TestRunRequest): readonly TestItem[] {
  const files = new Set<TestItem>();
  for (const item of include ?? [...controller.items].map(([, one]) => one)) {
    let top = item;
    while (top.parent !== undefined) top = top.parent;
    if (!exclude.includes(top) && !exclude.includes(item)) files.add(top);
  }
  return [...files];
}

interface RunContext {
  readonly services: TestServices;
  readonly listeners: Map<string, (result: StepResult) => void>;
  readonly paused: boolean;
  readonly token: CancellationToken;
}

async function runItem(item: TestItem, run: TestRun, context: RunContext): Promise<void> {
  const { uri } = item;
  if (uri === undefined) return;
  const { services, listeners, paused, token } = context;
  const startedAt = Date.now();
  run.started(item);
  const read = readSequence((await workspace.openTextDocument(uri)).getText());
  if (!read.ok) {
    const messages = read.problems.map(({ line, message }) => messageAt(new TestMessage(message), uri, line));
    run.errored(item, messages);
    return;
  }
  const listed = listSteps(read.sequence.steps);
  const lineOf = (index: number): number => read.places[index]?.line ?? 1;
  let failure: TestMessage | undefined;
  const told = (result: StepResult): void => {
    run.appendOutput(`${result.ok ? 'ok     ' : 'failed '} ${result.title}\r\n`, undefined, item);
    if (!result.ok) failure ??= failureOf(result, uri, lineOf(result.index));
    const group = listed[result.index]?.step.kind === 'group' ? groupAt(item, result.index) : undefined;
    if (group === undefined) return;
    if (result.ok) run.passed(group, result.durationMs);
    else run.failed(group, failure ?? new TestMessage(result.problem ?? ''), result.durationMs);
  };
  try {
    if (paused) services.openPanel();
    const { run: id, done } = await services.runs.start(uri, {
      paused: paused && breakpointsIn(uri, listed, lineOf).length === 0,
      breakpoints: paused ? breakpointsIn(uri, listed, lineOf) : [],
    });
    listeners.set(id, told);
    token.onCancellationRequested(() => services.runs.stop(id));
    const { ok, problem } = await done.finally(() => listeners.delete(id));
    const durationMs = Date.now() - startedAt;
    if (ok) run.passed(item, durationMs);
    else run.failed(item, failure ?? messageAt(new TestMessage(problem ?? 'The run was stopped.'), uri, 1), durationMs);
  } catch (error) {
    if (token.isCancellationRequested) run.skipped(item);
    else run.errored(item, new TestMessage(error instanceof Error ? error.message : String(error)));
  }
}

function groupAt(item: TestItem, index: number): TestItem | undefined {
  const id = `${item.uri?.toString() ?? ''}#${index}`;
  const search = (parent: TestItem): TestItem | undefined => {
    for (const [childId, child] of parent.children) {
      const found = childId === id ? child : search(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(item);
}

function failureOf({ problem = '', expected, actual }: StepResult, uri: Uri, line: number): TestMessage {
  const message =
    expected === undefined || actual === undefined
      ? new TestMessage(problem)
      : TestMessage.diff(problem, expected, actual);
  return messageAt(message, uri, line);
}

function messageAt(message: TestMessage, uri: Uri, line: number): TestMessage {
  message.location = new Location(uri, new Position(line - 1, 0));
  return message;
}

/** Steps with a breakpoint of the editor on their first line. */
function breakpointsIn(uri: Uri, listed: readonly ListedStep[], lineOf: (index: number) => number): readonly number[] {
  const lines = new Set(
    debug.breakpoints.flatMap((one) =>
      one instanceof SourceBreakpoint && one.enabled && one.location.uri.toString() === uri.toString()
        ? [one.location.range.start.line + 1]
        : [],
    ),
  );
  return listed.flatMap(({ index }) => (lines.has(lineOf(index)) ? [index] : []));
}
