import assert from 'node:assert/strict';
import { type MarkdownString, Position, type TextDocument, workspace } from 'vscode';
import { ProfileFileHelp, resolvedProfile } from '../../src/host/profileFileHelp.ts';
import { profileSource } from '../support/profileSource.ts';
import { variableServices } from '../support/variableServices.ts';
import { closeEditors } from '../support/vscodeHost.ts';

const text = `{
  "variables": { "host": "h.test", "token": "hunter2" },
  "environments": { "staging": { "host": "s.test" } },
  "profiles": [
    { "name": "base", "headers": { "Authorization": "Bearer hunter2" }, "tls": { "verify": false } },
    { "name": "chat", "extends": "base", "url": "ws://\${host}/\${secret:t}\${token}" },
  ],
}`;
const source = profileSource('workspace', text);

describe('profileFileHelp', () => {
  afterEach(closeEditors);

  function make(active?: string) {
    const profiles = {
      ...{ sources: [source], sourceOf: () => source, onChange: () => ({ dispose: () => undefined }) },
      find: () => undefined,
    };
    return new ProfileFileHelp({ ...variableServices({ environments: { active } }), profiles });
  }
  const open = (): Thenable<TextDocument> => workspace.openTextDocument({ language: 'jsonc', content: text });
  const hover = async (help: ProfileFileHelp, needle: string) => {
    const document = await open();
    const offset = text.indexOf(needle) + 2;
    const found = await help.provideHover(document, document.positionAt(offset));
    return (found?.contents[0] as MarkdownString | undefined)?.value;
  };

  it('offers to connect and to edit above each profile that can be connected to', async () => {
    const lenses = make().provideCodeLenses(await open());
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.command]),
      [
        [5, 'websocketInspector.connectProfile'],
        [5, 'websocketInspector.editProfile'],
      ],
    );
    assert.deepEqual(lenses[0]?.command?.arguments, [{ name: 'chat', file: source.file.toString() }]);
  });

  it('tells what a variable is and where it comes from', async () => {
    assert.match((await hover(make(), '${host}')) ?? '', /`h\.test`, from this file/);
    assert.match((await hover(make('staging'), '${host}')) ?? '', /`s\.test`, from the environment "staging"/);
    assert.match((await hover(make(), '${secret:t}')) ?? '', /Manage Secrets/);
    assert.ok(!(await hover(make(), '${token}'))?.includes('hunter2'));
  });

  it('shows a profile with all that it takes over, its secrets masked', async () => {
    const shown = (await hover(make(), '"chat"')) ?? '';
    assert.match(shown, /\| headers: Authorization \| `Bearer •••` \| base \|/);
    assert.match(shown, /\| tls\.verify \| `false` \| base \|/);
    assert.ok(!shown.includes('hunter2'));
    assert.equal(await make().provideHover(await open(), new Position(0, 0)), undefined);
  });

  it('lets nothing in a profile be markup', () => {
    const odd = { name: 'x', url: 'ws://h/', headers: [['A|`<b>', 'v`|[x](command:y)\n']] as const };
    const table = resolvedProfile(odd, { origins: new Map() });
    assert.equal(table.split('\n').length, 4);
    assert.ok(!table.includes('v`|'));
  });
});
