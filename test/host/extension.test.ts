import assert from 'node:assert/strict';
import { Uri, commands, window, workspace } from 'vscode';
import type { InspectorApi } from '../../src/host/api.ts';
import { Demo } from '../../src/host/demo.ts';
import {
  Cleanup,
  activeExtension,
  closeEditors,
  eventually,
  readFile,
  until,
  workerScript,
  workspaceFolder,
  writeFile,
} from '../support/vscodeHost.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('extension', () => {
  it('activates', async () => {
    assert.equal((await activeExtension()).isActive, true);
  });

  it('registers every command that its manifest names, and no other', async () => {
    const { contributes } = (await activeExtension()).packageJSON as Manifest;
    const named = contributes.commands.map(({ command }) => command).sort();
    const registered = (await commands.getCommands(true)).filter((name) =>
      /^websocketInspector\.(list\.)?[a-zA-Z0-9]+$/.test(name),
    );
    assert.deepEqual(registered.sort(), named);
  });

  describe('what it writes of a connection with a secret', () => {
    const cleanup = new Cleanup();
    after(closeEditors);
    after(cleanup.run);
    // No file may have it in the end: whoever runs the suite searches for it.
    const secret = process.env['WSI_SUITE_SECRET'] ?? '';
    const profile = 'Trail';
    const at = (name: string): Uri => Uri.joinPath(workspaceFolder(), name);
    const run = (name: string, argument?: unknown): Thenable<unknown> =>
      commands.executeCommand(`websocketInspector.${name}`, argument);
    const api = async (): Promise<InspectorApi> => (await activeExtension()).exports as InspectorApi;
    const newest = async (title: string, state: string) =>
      (await api()).sessions().findLast((session) => session.title === title && session.state === state);
    const answering = (answer: (items: readonly { readonly label: string }[]) => unknown): void =>
      cleanup.replace('showQuickPick', (items: readonly { readonly label: string }[]) =>
        Promise.resolve(answer(items)),
      );
    const savingAs = (name: string): void => cleanup.replace('showSaveDialog', () => Promise.resolve(at(name)));

    /** What the files have in them that the extension keeps of connections. */
    const kept = async (ending: string): Promise<readonly string[]> => {
      await run('openUserProfiles');
      const profiles = window.activeTextEditor?.document.uri;
      assert.ok(profiles);
      const captures = Uri.joinPath(profiles, '../captures');
      const names = (await workspace.fs.readDirectory(captures)).map(([name]) => name);
      return Promise.all(
        names.filter((name) => name.endsWith(ending)).map((name) => readFile(Uri.joinPath(captures, name))),
      );
    };

    before(async () => {
      assert.match(secret, /^suite-secret-/);
      const log = cleanup.own(window.createOutputChannel('suite: trail', { log: true }));
      const url = await cleanup.own(new Demo(await workerScript(), log)).start();
      cleanup.replace('showInformationMessage', () => Promise.resolve(undefined));
      cleanup.replace('showWarningMessage', (_words: string, ...rest: readonly unknown[]) =>
        Promise.resolve(rest.find((choice) => typeof choice === 'string')),
      );
      cleanup.replace('showErrorMessage', (words: string) => assert.fail(words));
      answering((items) => items.find(({ label }) => label !== 'User'));
      const command = `curl -H 'Authorization: Bearer ${secret}' -H 'Cookie: session=${secret}' '${url.replace('ws', 'http')}/echo?access_token=${secret}'`;
      await run('importConnections', command);
      const file = at('.vscode/websockets.json');
      await eventually(async () => (await readFile(file)).includes('${secret:') || undefined, 'the imported profile');
      await run('refreshProfiles');
      const [imported] = (await api()).profiles().filter((one) => one.file === file.toString());
      assert.ok(imported);
      cleanup.replace('showInputBox', () => Promise.resolve(profile));
      await run('renameProfile', { name: imported.name, file: imported.file });
      cleanup.later(() => workspace.fs.delete(file));
    });

    it('the capture of its connection has it, for that is what crossed the wire; exports for others do not', async () => {
      await run('connectProfile', profile);
      const session = await eventually(() => newest(profile, 'open'), 'the open session');
      assert.ok(!JSON.stringify(session).includes(secret));
      for (const [label, name] of [
        ['HAR', 'trail.har'],
        ['NDJSON', 'trail.ndjson'],
        ['pcapng', 'trail.pcapng'],
      ] as const) {
        answering((items) => items.find((item) => item.label === label));
        savingAs(name);
        cleanup.replace('showInputBox', () => Promise.resolve(''));
        await run('exportSession', session.id);
        const written = await readFile(at(name));
        assert.ok(written.length > 100 && written.includes('/echo') && !written.includes(secret), name);
      }
      await run('disconnectSession', session.id);
      await until(async () => (await kept('.pcapng')).some((text) => text.includes(secret)), 'the capture');
    });

    it('sequences that send it, their results and what is recorded of them do not', async () => {
      const file = at('trail.wsseq.json');
      const name = /\$\{secret:([^}]+)\}/.exec(await readFile(at('.vscode/websockets.json')))?.[1];
      assert.ok(name !== undefined);
      const steps = [
        { send: { text: `my key is \${secret:${name}}` } },
        { send: { json: { op: 'login', token: `\${secret:${name}}` } } },
        { expect: { json: { op: 'welcome' }, timeout: 300 } },
      ];
      await writeFile(file, JSON.stringify({ profile, steps, recorded: [{ at: 0, text: 'my key is another' }] }));
      const resultOf = (title: string) =>
        eventually(
          async () => (await kept('.result.json')).find((text) => text.includes(`"title": "${title}"`)),
          `the result of ${title}`,
        );
      await run('runSequence', file);
      const failed = await resultOf('trail.wsseq.json');
      assert.match(failed, /"differences": [^]*my key is \$\{secret:/);
      assert.ok(!failed.includes(secret));
      const session = await eventually(() => newest('trail.wsseq.json', 'closed'), 'the session of the run');
      answering((items) => items.find(({ label }) => label.includes('Write')));
      savingAs('recorded-trail.wsseq.json');
      await run('recordFrames', { session: session.id, frames: [1, 3] });
      const recorded = await readFile(at('recorded-trail.wsseq.json'));
      assert.match(recorded, /"login"[^]*\$\{secret:/);
      assert.ok(!recorded.includes(secret));
      await run('runSequence', at('recorded-trail.wsseq.json'));
      assert.ok(!(await resultOf('recorded-trail.wsseq.json')).includes(secret));
      answering((items) => items.find((item) => item.label === 'NDJSON'));
      savingAs('run.ndjson');
      cleanup.replace('showInputBox', () => Promise.resolve(''));
      await run('exportSession', session.id);
      const exported = await readFile(at('run.ndjson'));
      assert.ok(exported.includes('my key is •••') && !exported.includes(secret));
    });
  });
});
