import { Uri, commands, window } from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable.ts';
import type { Draft } from '../contract/panelContract.ts';
import type { Demo } from './demo.ts';
import type { Panels } from './panels.ts';
import type { Sequences } from './sequences.ts';

export interface CommandServices {
  readonly panel: Panels;
  readonly sequences: Sequences;
  readonly demo: Demo;
  /** Commands of other parts: name → what it does. */
  readonly more: Readonly<Record<string, (argument: unknown) => unknown>>;
  /** What went wrong in a command, for the user to read. */
  readonly showProblem: (error: unknown) => void;
}

/** Every command of the extension. */
export function registerCommands(services: CommandServices): Disposable {
  const { panel, sequences, demo, more, showProblem } = services;
  const store = new DisposableStore();
  const command = (name: string, run: (argument: unknown) => unknown): void => {
    store.add(
      commands.registerCommand(`websocketInspector.${name}`, async (argument: unknown) => {
        try {
          return await run(argument);
        } catch (error) {
          showProblem(error);
          return undefined;
        }
      }),
    );
  };

  command('open', (argument) => panel.open(draftFrom(argument)));
  command('openBeside', (argument) => panel.open(draftFrom(argument), true));
  command('runSequence', (argument) => sequences.replay(sequenceAt(argument), { asFileSays: true }));
  command('debugSequence', (argument) => sequences.replay(sequenceAt(argument), { asFileSays: true, paused: true }));
  command('replay', (argument) => (argument instanceof Uri ? sequences.replay(argument) : sequences.chooseAndReplay()));
  command('startDemo', async () => {
    const url = await demo.start();
    panel.open({ options: { url: `${url}/echo` } });
    const http = url.replace('ws:', 'http:');
    void window.showInformationMessage(`The demo server listens at ${url}. ${http}/ lists its routes.`);
    return url;
  });
  command('stopDemo', async () => {
    const stopped = await demo.stop();
    void window.showInformationMessage(stopped ? 'The demo server was stopped.' : 'No demo server was running.');
  });
  for (const [name, run] of Object.entries(more)) command(name, run);
  return store;
}

/** The sequence that a lens or another extension names, or the one in the editor. */
export function sequenceAt(argument: unknown): Uri {
  const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
  if (uri?.path.endsWith('.wsseq.json') === true) return uri;
  throw new Error('Open a sequence first: a file whose name ends with .wsseq.json.');
}

/** A URL, or a draft, as another extension or a keybinding may give it; anything else opens the panel as it is. */
function draftFrom(argument: unknown): Draft | undefined {
  if (typeof argument === 'string') return { options: { url: argument } };
  if (typeof argument === 'object' && argument !== null && 'url' in argument && typeof argument.url === 'string') {
    return { options: { url: argument.url } };
  }
  return undefined;
}
