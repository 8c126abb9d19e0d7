import { Range, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { append } from '../profiles/jsonEdit.ts';
import { memberOf, readJson } from '../profiles/jsonText.ts';
import { nodeToJson } from '../replay/json.ts';
import type { EngineClient } from './engineClient.ts';
import { warnOfStars } from './recordedStars.ts';
import type { Secrets } from './secrets.ts';

/** Asks for a session and appends what it said as further steps. Answers how many; undefined when the user gave up. */
export async function recordMore(
  engine: Pick<EngineClient, 'call'>,
  secrets: Pick<Secrets, 'byName'>,
  file: Uri,
): Promise<number | undefined> {
  const sessions = await engine.call('session.list', {});
  const items = sessions.map(({ id, title, url, client, server }) => ({
    label: title,
    description: url,
    detail: `${client.messages + server.messages} messages`,
    id,
  }));
  if (items.length === 0) throw new Error('There is no session to record from. Connect first, and say something.');
  const picked =
    items.length === 1
      ? items[0]
      : await window.showQuickPick(items, { placeHolder: 'Which session shall be recorded?' });
  if (picked === undefined) return undefined;
  const document = await workspace.openTextDocument(file);
  const recorded = await engine.call('sequence.record', {
    session: picked.id,
    target: { kind: 'url', url: picked.description },
    secrets: await secrets.byName(),
  });
  const more = memberOf(readJson(recorded.text).root, 'steps')?.children ?? [];
  let text = document.getText();
  for (const step of more) {
    // Nodes are stale after each edit.
    const { root, problems } = readJson(text);
    const steps = memberOf(root, 'steps');
    if (steps?.type !== 'array' || problems.length > 0) {
      throw new Error(`${workspace.asRelativePath(file)} is no sequence yet: it needs "steps": [ ]. Mend it first.`);
    }
    text = append(text, steps, nodeToJson(step));
  }
  const edit = new WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(file, new Range(document.positionAt(0), end), text);
  if (!(await workspace.applyEdit(edit))) throw new Error('VS Code did not take the change of the sequence file.');
  await window.showTextDocument(document);
  if (recorded.starred > 0) warnOfStars(recorded.starred);
  return more.length;
}
