import { Uri, window, workspace } from 'vscode';
import type { SessionSnapshot } from '../contract/sessionView.ts';
import { parseFilter } from '../capture/filter/language/parse.ts';
import type { EngineClient } from './engineClient.ts';
import type { Secrets } from './secrets.ts';

const FORMATS = [
  { label: 'HAR', description: 'browsers and proxies read it', to: 'har' },
  { label: 'NDJSON', description: 'one JSON object a line, for scripts', to: 'ndjson' },
  {
    label: 'pcapng',
    description: 'Wireshark reads it',
    detail: 'All of the capture. In messages, the values of kept secrets are masked, and all else stays as it is.',
    to: 'pcapng',
  },
] as const;

/** Asks for the format, what to export and where to, and writes it. Answers the file's name, or undefined when the user gave up. */
export async function exportSession(
  engine: Pick<EngineClient, 'call'>,
  { id, title }: SessionSnapshot,
  secrets: Pick<Secrets, 'values'>,
): Promise<string | undefined> {
  const format = await window.showQuickPick(FORMATS, {
    title: `Export Capture of ${title}`,
    placeHolder: 'Which format? Secrets are masked.',
  });
  if (format === undefined) return undefined;
  const filter = format.to === 'pcapng' ? '' : await askFilter();
  if (filter === undefined) return undefined;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    title: 'Export Capture',
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, `websocket.${format.to}`) }),
    filters: { [format.label]: [format.to] },
  });
  if (target === undefined) return undefined;
  if (target.scheme !== 'file') throw new Error('The export can be written into a file of this machine only.');
  const exported = await engine.call(
    'session.export',
    { session: id, to: format.to, file: target.fsPath, filter, secrets: [...(await secrets.values())] },
    { timeoutMs: 0 },
  );
  if (!exported.ok) throw new Error(exported.problem.message);
  return workspace.asRelativePath(target);
}

const askFilter = (): Thenable<string | undefined> =>
  window.showInputBox({
    title: 'Filter',
    prompt: 'Leave empty to export everything.',
    placeHolder: 'from:client opcode:text',
    ignoreFocusOut: true,
    validateInput: problemOf,
  });

function problemOf(text: string): string | undefined {
  const parsed = parseFilter(text);
  return parsed.ok ? undefined : `Column ${parsed.problem.offset + 1}: ${parsed.problem.message}`;
}
