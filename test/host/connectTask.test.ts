import assert from 'node:assert/strict';
import { type Task, tasks } from 'vscode';
import type { ProfileStore } from '../../src/host/profileStore.ts';
import { SessionList } from '../../src/host/sessionList.ts';
import { ConnectTasks, TASK_TYPE, type TaskServices } from '../../src/host/connectTask.ts';
import { fakeEngine, sessionSnapshot } from '../support/fakeEngine.ts';
import { profileSource } from '../support/profileSource.ts';
import { Cleanup } from '../support/vscodeHost.ts';

const source = profileSource('workspace', '{ "profiles": [ { "name": "Chat", "url": "ws://h/" } ] }');

describe('connectTask', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  function make(connect: TaskServices['connect'] = () => Promise.resolve('session-1')) {
    const engine = fakeEngine();
    const sessions = cleanup.own(new SessionList(engine));
    const profiles = { all: source.profiles.map((profile) => ({ profile, source })) } as unknown as ProfileStore;
    return { provider: new ConnectTasks({ profiles, sessions, connect }), engine };
  }

  /** Runs it as VS Code does, and gives its exit status. */
  async function run(task: Task): Promise<number | undefined> {
    const ended = new Promise<number | undefined>((resolve) => {
      cleanup.own(
        tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
          if (execution.task.name === task.name) resolve(exitCode);
        }),
      );
    });
    await tasks.executeTask(task);
    return ended;
  }

  it('has one for each profile', () => {
    const [task, ...others] = make().provider.provideTasks();
    assert.ok(task && others.length === 0);
    assert.deepEqual({ ...task.definition }, { type: TASK_TYPE, profile: 'Chat' });
    assert.equal(task.name, 'connect to Chat');
  });

  it('is done when the connection is open', async () => {
    const requests: unknown[] = [];
    const { provider, engine } = make((request) => {
      requests.push(request);
      setTimeout(() => engine.tell(sessionSnapshot()), 10);
      return Promise.resolve('session-1');
    });
    const [task] = provider.provideTasks();
    assert.ok(task);
    assert.equal(await run(task), 0);
    assert.deepEqual(requests, [{ kind: 'profile', profile: { name: 'Chat', file: undefined } }]);
  });

  it('fails when there is none to be had', async () => {
    const { provider, engine } = make(() => {
      engine.tell(sessionSnapshot({ state: 'failed' }));
      return Promise.resolve('session-1');
    });
    const [task] = provider.provideTasks();
    assert.ok(task);
    assert.equal(await run(task), 1);
    const refusing = make(() => Promise.reject(new Error('no'))).provider.provideTasks()[0];
    assert.ok(refusing);
    assert.equal(await run(refusing), 1);
  });
});
