import { type Disposable, commands, window, workspace } from 'vscode';
import { nameSecrets } from '../base/secretNames.ts';

const SETTING = 'websocketInspector.redaction.patterns';
const OPEN = 'Open Settings';

/**
 * The names that the settings call secret. Those of the workspace are added to those of the user: no folder may show what its user
 * wants hidden.
 */
export function secretPatterns(): readonly string[] {
  const given = workspace.getConfiguration().inspect<unknown>(SETTING);
  const lists = [
    given?.globalValue,
    given?.workspaceValue,
    // Without a folder to ask for, VS Code tells of none of several: each is asked.
    ...(workspace.workspaceFolders ?? []).map(
      ({ uri }) => workspace.getConfiguration(undefined, uri).inspect<unknown>(SETTING)?.workspaceFolderValue,
    ),
  ];
  const texts = lists.flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  return [...new Set(texts.filter((text) => typeof text === 'string'))];
}

/** Masks by the settings, now and when they change; patterns that cannot be used are told of each time. */
export function maskBySettings(changed: (patterns: readonly string[]) => void): Disposable {
  const read = (): readonly string[] => {
    const patterns = secretPatterns();
    const problems = nameSecrets(patterns);
    if (problems.length > 0) void tell(problems);
    return patterns;
  };
  read();
  return workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SETTING)) changed(read());
  });
}

async function tell(problems: readonly string[]): Promise<void> {
  const sentence = `Not masked, for a pattern of the setting ${SETTING} cannot be used. ${problems.join(' ')}`;
  if ((await window.showWarningMessage(sentence, OPEN)) === OPEN)
    await commands.executeCommand('workbench.action.openSettings', SETTING);
}
