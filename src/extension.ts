import { type ExtensionContext, Uri, commands, languages, window, workspace } from 'vscode';
import { type KeptSession, keptPanel, keptSessionsOf } from './contract/keptSession.ts';
import type { Interruption } from './contract/sessionView.ts';
import { CaptureLibrary } from './engine/captureLibrary.ts';
import { type InspectorApi, createApi } from './host/api.ts';
import { captureCommands, fileOf } from './host/captureCommands.ts';
import { captureFolder } from './host/captureFolder.ts';
import { keepCaptureNotes } from './host/captureNotes.ts';
import { configureEngine, retention } from './host/captureSettings.ts';
import { CaptureTree } from './host/captureTree.ts';
import { registerCommands, sequenceAt } from './host/commands.ts';
import { connectionDefaults } from './host/connectionDefaults.ts';
import type { ConnectRequest } from './host/connectRequest.ts';
import { connectTo } from './host/connectTo.ts';
import { createConnections } from './host/connections.ts';
import { Demo } from './host/demo.ts';
import { createEngineClient } from './host/engineClient.ts';
import { Environments } from './host/environments.ts';
import { InputAnswers } from './host/inputAnswers.ts';
import { PANEL_TYPE } from './host/inspectorPanel.ts';
import { FrameSelection } from './host/frameSelection.ts';
import { registerListCommands } from './host/listCommands.ts';
import { filterStore } from './host/filterStore.ts';
import { listSettings } from './host/listSettings.ts';
import { networkSettings } from './host/networkSettings.ts';
import { answerPanel } from './host/panelAnswers.ts';
import { panelClosed } from './host/panelClosing.ts';
import { Panels } from './host/panels.ts';
import { showPastRun } from './host/pastRuns.ts';
import { payloadCommands, pointedAt } from './host/payloadCommands.ts';
import { PAYLOAD_SCHEME, PayloadDocuments } from './host/payloadDocuments.ts';
import { profileCommands } from './host/profileCommands.ts';
import { profilePlaces } from './host/profilePlaces.ts';
import { showProfileProblems } from './host/profileProblems.ts';
import { ProfileStore } from './host/profileStore.ts';
import { syncUserProfiles } from './host/profileSync.ts';
import { registerProfileViews } from './host/profileViews.ts';
import { secretCommands } from './host/secretCommands.ts';
import { maskBySettings, secretPatterns } from './host/secretPatterns.ts';
import { Secrets } from './host/secrets.ts';
import { SequenceSteps } from './host/sequenceSteps.ts';
import { recordMore } from './host/recordMore.ts';
import { sequenceLenses, sequenceSelector } from './host/sequenceLenses.ts';
import { showSequenceProblems } from './host/sequenceProblems.ts';
import { reopenCaptures } from './host/reopenCaptures.ts';
import { SequenceRuns } from './host/sequenceRuns.ts';
import { sequenceTests } from './host/sequenceTests.ts';
import { Sequences } from './host/sequences.ts';
import { sessionCommands } from './host/sessionCommands.ts';
import { sessionContexts } from './host/sessionContexts.ts';
import { SessionList } from './host/sessionList.ts';
import { sessionStatusBar } from './host/sessionStatusBar.ts';
import { SessionTree } from './host/sessionTree.ts';
import { outsideValue } from './host/variableSources.ts';
import { whereFrom } from './host/whereFrom.ts';

const RESTART = 'Restart the Engine';
/** Set by the start script: the address that the inspector begins with. */
const OPEN_AT_START = 'WEBSOCKET_INSPECTOR_OPEN';

export async function activate(context: ExtensionContext): Promise<InspectorApi> {
  const own = <T extends { dispose(): unknown }>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const log = own(window.createOutputChannel('WebSocket Inspector', { log: true }));
  const showProblem = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    log.error(message);
    void window.showErrorMessage(message);
  };
  const report = (problem: string, cause?: unknown): void => log.warn(problem, cause ?? '');
  const workerScript = Uri.joinPath(context.extensionUri, 'dist', 'worker.js').fsPath;

  own(maskBySettings((patterns) => panel.notifyAll('secrets.named', { patterns })));
  const engine = own(createEngineClient(workerScript, log));
  const sessions = own(new SessionList(engine));
  const capturesInUse = (): string[] => sessions.all.flatMap(({ captureFile }) => captureFile ?? []);
  const library = new CaptureLibrary(Uri.joinPath(context.globalStorageUri, 'captures').fsPath, capturesInUse);
  const captures = captureFolder(library, retention);
  const profiles = own(new ProfileStore(context.globalStorageUri));
  const secrets = own(new Secrets(context.secrets, context.globalState));
  const environments = own(new Environments(context.workspaceState, profiles));
  const inputs = new InputAnswers(secrets, context.workspaceState);
  const variables = {
    ...{ profiles, environments, secrets, inputs, env: process.env },
    trusted: () => workspace.isTrusted,
  };
  const connections = createConnections(engine, captures, variables, {
    network: networkSettings,
    defaults: connectionDefaults,
  });
  const selection = new FrameSelection();
  const list = listSettings(context.globalState);
  const filters = filterStore(context.globalState);
  const from = whereFrom(context.extension.extensionKind);
  const panel: Panels = own(
    new Panels(
      context.extensionUri,
      sessions,
      (open) =>
        answerPanel(
          {
            engine,
            connections,
            profiles,
            sequences,
            selection,
            list,
            filters,
            secrets,
            environments,
            from,
            secretPatterns,
          },
          open,
        ),
      report,
    ),
  );
  const outside = (name: string): Promise<string | undefined> => outsideValue(variables, name);
  const runs = new SequenceRuns({ engine, connections, profiles, captures, notify: panel.notify, secrets, outside });
  const sequences = new Sequences({ engine, profiles, runs, environments, secrets, openPanel: () => panel.open() });
  const pastRuns = { library, onKept: runs.onKept };
  const demo = own(new Demo(workerScript, log));

  const documents = own(new PayloadDocuments(engine));
  const steps = new SequenceSteps(engine, profiles, secrets);

  engine.onLost((reason) => {
    panel.notifyAll('engine.lost', { reason });
    void window.showErrorMessage(reason, RESTART).then((answer) => {
      if (answer === RESTART) engine.restart();
    });
  });
  const reopen = async (kept: readonly KeptSession[], interruption: Interruption) => {
    const { names, problems } = await reopenCaptures(engine, kept, interruption);
    if (problems.length > 0) void window.showWarningMessage(problems.join(' '));
    return names;
  };
  engine.onRestarted(() => panel.renamed(reopen(keptSessionsOf(sessions.lost), 'engine')));
  panel.onAbandoned((abandoned) => {
    panelClosed(abandoned, {
      show: (session) => panel.showSession(session),
      disconnect: async (session) => commands.executeCommand('websocketInspector.disconnectSession', session),
    }).catch(showProblem);
  });
  engine.onNotice('session.changed', (snapshot) => panel.notify('session.changed', snapshot));
  engine.onNotice('session.grew', (grew) => panel.notify('session.grew', grew));
  engine.onNotice('session.forgotten', (forgotten) => panel.notify('session.forgotten', forgotten));
  engine.onNotice('session.filtered', (state) => panel.notify('session.filtered', state));
  engine.onNotice('probe.row', (tried) => panel.notify('probe.row', tried));
  engine.onNotice('sequence.started', ({ session }) => panel.notify('session.show', { session }));
  engine.onNotice('sequence.step', (step) => panel.notify('sequence.step', step));
  engine.onNotice('sequence.paused', (paused) => panel.notify('sequence.paused', paused));

  own(configureEngine(engine, showProblem));
  const captureTree = own(new CaptureTree(library, () => sessions.live));
  own(window.registerTreeDataProvider('websocketInspector.captures', captureTree));
  own(
    keepCaptureNotes(
      sessions,
      library,
      () => captureTree.refresh(),
      (error) => report('What is known of a capture could not be written.', error),
    ),
  );
  // What was deleted before the last end is not wanted back.
  await library.purge().catch(showProblem);
  own(sessionStatusBar(sessions));
  own(sessionContexts(sessions));
  own(window.registerTreeDataProvider('websocketInspector.sessions', own(new SessionTree(sessions))));
  own(workspace.registerFileSystemProvider(PAYLOAD_SCHEME, documents, { isCaseSensitive: true }));
  engine.onNotice('session.annotated', (annotated) => panel.notify('session.annotated', annotated));

  own(list.onDensity((density) => panel.notifyAll('list.density', { density })));
  own(registerListCommands(panel.notifyActive));
  own(showProfileProblems(profiles));
  const connect = (request: ConnectRequest): Promise<string> => connectTo({ panel, connections, profiles }, request);
  own(registerProfileViews({ profiles, sessions, environments, variables, pastRuns, connect, showProblem, from }));
  environments.onChange(() => {
    panel.notifyAll('environments.changed', { names: environments.names, active: environments.active });
    panel.notifyAll('places.changed', { places: profilePlaces(profiles) });
  });
  own(showSequenceProblems());
  own(languages.registerCodeLensProvider(sequenceSelector, sequenceLenses));
  own(sequenceTests({ runs, engine, openPanel: () => panel.open() }));
  own(
    window.registerWebviewPanelSerializer(PANEL_TYPE, {
      deserializeWebviewPanel: (restored, state) => {
        const { own, sessions: kept } = keptPanel(state);
        panel.adopt(restored, own ? kept.map(({ id }) => id) : undefined, reopen(kept, 'window'));
        return Promise.resolve();
      },
    }),
  );
  const more = {
    ...profileCommands({ panel, connections, profiles, secrets }),
    ...secretCommands({ secrets, profiles }),
    selectEnvironment: () => environments.ask(),
    ...sessionCommands({ engine, connections, captures, sessions, secrets, panels: panel }),
    ...captureCommands({ engine, library, panels: panel, refresh: () => captureTree.refresh() }),
    recordMore: (file: unknown) => recordMore(engine, secrets, sequenceAt(file)),
    recordFrames: (argument: unknown) => {
      const { session, frames } = pointedAt(argument ?? selection.current);
      return sequences.record(session, frames);
    },
    openRun: (argument: unknown) => {
      const file = fileOf(argument);
      if (file === undefined) throw new Error('Choose a run under its sequence, in the view Sequences.');
      return showPastRun({ engine, library, panels: panel, notify: panel.notify }, file);
    },
    ...payloadCommands({ engine, documents, steps, selection }),
  };
  own(registerCommands({ panel, sequences, demo, more, showProblem }));
  await profiles.refresh();
  const userFile = profiles.fileOf('user');
  if (userFile !== undefined) own(await syncUserProfiles(context.globalState, profiles, userFile, report));

  const openAtStart = process.env[OPEN_AT_START];
  if (openAtStart !== undefined && openAtStart !== '') panel.open({ options: { url: openAtStart } });
  return createApi(profiles, sessions, connect);
}
