import { languages, tasks, window, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable.ts';
import type { ConnectRequest } from './connectRequest.ts';
import { ConnectTasks, TASK_TYPE } from './connectTask.ts';
import type { Environments } from './environments.ts';
import { ProfileDrag } from './profileDrag.ts';
import { ProfileFileHelp } from './profileFileHelp.ts';
import type { ProfileStore } from './profileStore.ts';
import { ProfileTree } from './profileTree.ts';
import { ReferenceCompletion } from './referenceCompletion.ts';
import type { Secrets } from './secrets.ts';
import { type PastRuns, SequenceTree } from './sequenceTree.ts';
import type { SessionList } from './sessionList.ts';
import { uriHandler } from './uriHandler.ts';
import { UrlLenses } from './urlLenses.ts';
import type { VariableServices } from './variableSources.ts';

export interface ProfileViewServices {
  readonly profiles: ProfileStore;
  readonly sessions: SessionList;
  readonly environments: Environments;
  readonly variables: VariableServices & { readonly profiles: ProfileStore; readonly secrets: Secrets };
  readonly pastRuns: PastRuns;
  readonly connect: (request: ConnectRequest) => Promise<string>;
  readonly showProblem: (error: unknown) => void;
  /** Where sockets are opened, when that has to be said. */
  readonly from: string | undefined;
}

/** Where saved connections show in VS Code, and the ways into the inspector from elsewhere. */
export function registerProfileViews(services: ProfileViewServices): Disposable {
  const { profiles, sessions, environments, pastRuns, connect, showProblem, from } = services;
  const store = new DisposableStore();
  const tree = store.add(new ProfileTree(profiles, sessions));
  const view = store.add(
    window.createTreeView('websocketInspector.profiles', {
      treeDataProvider: tree,
      dragAndDropController: new ProfileDrag(profiles, showProblem),
      canSelectMany: false,
      showCollapseAll: true,
    }),
  );
  if (from !== undefined) view.message = from;
  store.add(window.registerTreeDataProvider('websocketInspector.sequences', store.add(new SequenceTree(pastRuns))));
  store.add(environments.showInStatusBar());

  const help = new ProfileFileHelp(services.variables);
  const lenses = store.add(new UrlLenses((file) => profiles.sourceOf(file) !== undefined));
  const profileFile = { pattern: '**/websockets.json' };
  const everywhere = [
    { scheme: 'file' },
    { scheme: 'untitled' },
    { scheme: 'vscode-remote' },
    { scheme: 'vscode-vfs' },
  ];
  for (const [selector, provider] of [[profileFile, help] as const, [everywhere, lenses] as const]) {
    store.add(languages.registerCodeLensProvider(selector, provider));
    store.add(languages.registerHoverProvider(selector, provider));
  }
  const completion = new ReferenceCompletion(services.variables);
  store.add(languages.registerCompletionItemProvider(profileFile, completion, ...ReferenceCompletion.triggers));
  store.add(tasks.registerTaskProvider(TASK_TYPE, new ConnectTasks({ profiles, sessions, connect })));
  store.add(window.registerUriHandler(uriHandler(connect, showProblem)));
  // What was withheld may be had now, and the tree says no longer that it is not.
  store.add(workspace.onDidGrantWorkspaceTrust(() => void profiles.refresh()));
  return store;
}
