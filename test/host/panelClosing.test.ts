import assert from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { panelClosed } from '../../src/host/panelClosing.ts';
import { sessionSnapshot } from '../support/fakeEngine.ts';
import { Cleanup } from '../support/vscodeHost.ts';

const setting = () => workspace.getConfiguration('websocketInspector').inspect<string>('whenPanelCloses')?.globalValue;

describe('panelClosing', () => {
  const cleanup = new Cleanup();
  afterEach(async () => {
    await cleanup.run();
    await workspace
      .getConfiguration('websocketInspector')
      .update('whenPanelCloses', undefined, ConfigurationTarget.Global);
  });

  const make = (answer: string | undefined) => {
    const asked: string[] = [];
    const ended: string[] = [];
    const shown: string[] = [];
    cleanup.replace('showInformationMessage', (message: string) => {
      asked.push(message);
      return Promise.resolve(answer);
    });
    const ends = {
      show: (session: string) => void shown.push(session),
      disconnect: (session: string) => Promise.resolve(ended.push(session)),
    };
    return { asked, ended, shown, close: () => panelClosed([sessionSnapshot()], ends), ends };
  };

  it('asks nothing when nothing lives', async () => {
    const { asked, ends } = make(undefined);
    await panelClosed([sessionSnapshot({ state: 'closed' })], ends);
    assert.deepEqual(asked, []);
  });

  it('keeps sessions going without an answer, and asks again', async () => {
    const { asked, ended, close } = make(undefined);
    await close();
    await close();
    assert.equal(asked.length, 2);
    assert.match(asked[0] ?? '', /^The session Echo goes on without a panel\./);
    assert.deepEqual(ended, []);
  });

  it('asks once: the answer is kept in the setting', async () => {
    const { asked, ended, close } = make('Always Go On');
    await close();
    assert.equal(setting(), 'keep');
    await close();
    assert.equal(asked.length, 1);
    assert.deepEqual(ended, []);
  });

  it('disconnects when that is the answer, and from then on without asking', async () => {
    const { asked, ended, close } = make('Always Disconnect');
    await close();
    await close();
    assert.equal(asked.length, 1);
    assert.deepEqual(ended, ['session-1', 'session-1']);
  });

  it('shows the session again', async () => {
    const { shown, close } = make('Show Again');
    await close();
    assert.deepEqual(shown, ['session-1']);
    assert.equal(setting(), undefined);
  });
});
