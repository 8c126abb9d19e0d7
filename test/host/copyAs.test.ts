import assert from 'node:assert/strict';
import { env } from 'vscode';
import { copyAs } from '../../src/host/copyAs.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('copyAs', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('puts a snippet on the clipboard, its secret read from the environment', async () => {
    const said: string[] = [];
    cleanup.replace('showInformationMessage', (message: string) => {
      said.push(message);
      return Promise.resolve(undefined);
    });
    const profile = {
      ...{ name: 'Chat', url: 'wss://127.0.0.1/x' },
      auth: { type: 'bearer', token: 'not-to-be-copied' },
      reconnect: { tries: 2 },
    } as const;
    const text = await copyAs(profile, 'curl');
    assert.equal(await env.clipboard.readText(), text);
    assert.match(text ?? '', /Authorization: Bearer '"\$/);
    assert.doesNotMatch(text ?? '', /not-to-be-copied/);
    assert.match(said.join(' '), /Copied "Chat" as curl.*It reads \w+ from the environment\..*reconnecting/);
  });

  it('tells of no variable in what a client cannot be told', async () => {
    const said: string[] = [];
    cleanup.replace('showInformationMessage', (message: string) => {
      said.push(message);
      return Promise.resolve(undefined);
    });
    const headers = [['X-Api-Key', '${secret:api}']] as const;
    await copyAs({ name: 'Chat', url: 'wss://127.0.0.1/${env:ROOM}', headers }, 'browser');
    assert.match(said.join(), /It asks for ROOM\. Left out.*X-Api-Key/);
  });

  it('copies nothing when no form is chosen', async () => {
    cleanup.replace('showQuickPick', () => Promise.resolve(undefined));
    assert.equal(await copyAs({ name: 'Chat', url: 'wss://127.0.0.1/x' }), undefined);
  });
});
