import assert from 'node:assert/strict';
import { ExtensionKind } from 'vscode';
import { whereFrom } from '../../src/host/whereFrom.ts';

describe('whereFrom', () => {
  it('says nothing of the computer in front of the user', () => {
    assert.equal(whereFrom(ExtensionKind.UI, 'ssh-remote'), undefined);
    assert.equal(whereFrom(ExtensionKind.Workspace, undefined), whereFrom(ExtensionKind.Workspace));
  });

  it('names the other machine', () => {
    assert.match(whereFrom(ExtensionKind.Workspace, 'ssh-remote') ?? '', /from the SSH host/);
    assert.match(whereFrom(ExtensionKind.Workspace, 'wsl') ?? '', /from WSL/);
    assert.match(whereFrom(ExtensionKind.Workspace, 'something') ?? '', /^Connects from .*; localhost is there too\.$/);
  });
});
