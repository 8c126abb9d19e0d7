import {
  CustomExecution,
  type Disposable,
  EventEmitter,
  type Pseudoterminal,
  Task,
  type TaskDefinition,
  type TaskProvider,
  TaskScope,
} from 'vscode';
import type { SessionSnapshot } from '../contract/sessionView.ts';
import { type ConnectRequest, readConnectRequest } from './connectRequest.ts';
import type { ProfileStore } from './profileStore.ts';

export const TASK_TYPE = 'websocket-inspector';

export interface TaskServices {
  readonly profiles: Pick<ProfileStore, 'all'>;
  readonly connect: (request: ConnectRequest) => Promise<string>;
  readonly sessions: {
    readonly all: readonly SessionSnapshot[];
    onChange(listener: () => void): { dispose(): void };
  };
}

/** Tasks that connect in the inspector: done when the connection is open, failed when it is not to be had. One for each profile. */
export class ConnectTasks implements TaskProvider {
  readonly #services: TaskServices;

  constructor(services: TaskServices) {
    this.#services = services;
  }

  provideTasks(): Task[] {
    return this.#services.profiles.all.map(({ profile, source }) => {
      const scope = source.folder ?? TaskScope.Workspace;
      return this.#task({ type: TASK_TYPE, profile: profile.name }, scope, `connect to ${profile.name}`);
    });
  }

  resolveTask(task: Task): Task {
    return this.#task(task.definition, task.scope ?? TaskScope.Workspace, task.name);
  }

  #task(definition: TaskDefinition, scope: NonNullable<Task['scope']>, name: string): Task {
    const run = (resolved: TaskDefinition): Promise<Pseudoterminal> =>
      Promise.resolve(new ConnectTerminal(this.#services, resolved));
    return new Task(definition, scope, name, 'WebSocket Inspector', new CustomExecution(run), []);
  }
}

/** The task's terminal: a line for each state, and an exit status. */
class ConnectTerminal implements Pseudoterminal {
  readonly #services: TaskServices;
  readonly #definition: TaskDefinition;
  readonly #write = new EventEmitter<string>();
  readonly #closed = new EventEmitter<number>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#closed.event;
  #subscription: Pick<Disposable, 'dispose'> | undefined;

  constructor(services: TaskServices, definition: TaskDefinition) {
    this.#services = services;
    this.#definition = definition;
  }

  open(): void {
    this.#run().catch((error: unknown) => {
      this.#say(error instanceof Error ? error.message : String(error));
      this.#end(1);
    });
  }

  close(): void {
    this.#subscription?.dispose();
  }

  async #run(): Promise<void> {
    const { type: _type, ...request } = this.#definition;
    const id = await this.#services.connect(readConnectRequest(request));
    const look = (): void => {
      const session = this.#services.sessions.all.find((one) => one.id === id);
      if (session === undefined || session.state === 'connecting') return;
      const failed = session.state === 'failed';
      this.#say(failed ? (session.diagnoses[0]?.title ?? 'The connection failed.') : `Open: ${session.url}`);
      if (failed && session.diagnoses[0] !== undefined) this.#say(session.diagnoses[0].explanation);
      this.#end(failed ? 1 : 0);
    };
    this.#say('Connecting…');
    this.#subscription = this.#services.sessions.onChange(look);
    look();
  }

  #say(line: string): void {
    this.#write.fire(`${line.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')}\r\n`);
  }

  #end(status: number): void {
    this.#subscription?.dispose();
    this.#closed.fire(status);
  }
}
