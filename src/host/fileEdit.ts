// Edits of a file that others may have open: in an editor with unsaved changes, in another window, in another program. Each is
// one step of undo, is made upon the text as it is now, and fails rather than overwrite what somebody else has written.
import { Range, type TextDocument, Uri, WorkspaceEdit, workspace } from 'vscode';

/** The new text, or why there is none. */
export type TextChange<Problem> =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem };

/** How long an editor may take to show what is on the disk, in ms. */
const FOLLOWS_WITHIN = 2_000;

/** The text as an editor shows it, unsaved changes included; undefined when there is no such file. */
export async function readText(file: Uri): Promise<string | undefined> {
  return unsavedDocument(file)?.getText() ?? (await readDisk(file));
}

/**
 * Changes the text of the file and saves it; a file that is not there yet is begun. `change` may be called again when the text
 * became another meanwhile. Throws when it could not be written: then nothing of anybody's is lost.
 */
export function editFile<Problem>(
  file: Uri,
  change: (text: string) => TextChange<Problem>,
): Promise<TextChange<Problem>> {
  const key = file.toString();
  const result = (editing.get(key) ?? Promise.resolve()).then(() => edit(file, change));
  // Whoever asked is told of the failure; the next edit does not mind.
  const ended = result.then(
    () => undefined,
    () => undefined,
  );
  editing.set(key, ended);
  void ended.then(() => editing.get(key) === ended && editing.delete(key));
  return result;
}

/** The last edit of each file that is not done: one at a time, each upon the text that the one before has left. */
const editing = new Map<string, Promise<void>>();

async function edit<Problem>(file: Uri, change: (text: string) => TextChange<Problem>): Promise<TextChange<Problem>> {
  if (unsavedDocument(file) === undefined && (await readDisk(file)) === undefined) {
    const first = change('');
    if (first.ok) await createFile(file, first.text);
    return first;
  }
  for (let tries = 3; tries > 0; tries -= 1) {
    const document = await documentOf(file);
    if (document === undefined) return editOnDisk(file, change);
    const before = document.getText();
    const changed = change(before);
    if (!changed.ok || changed.text === before) return changed;
    // VS Code refuses an edit of a text that is not the one it was made for.
    if (!(await workspace.applyEdit(smallestEdit(document, before, changed.text)))) continue;
    if (!(await document.save()))
      throw new Error(`${nameOf(file)} could not be saved. Save it in its editor, then try again.`);
    return changed;
  }
  throw new Error(`${nameOf(file)} is being changed by somebody else. Try again.`);
}

/** The editor's document while it has unsaved changes. Without any it may lag behind the disk, or outlive its file. */
const unsavedDocument = (file: Uri): TextDocument | undefined =>
  workspace.textDocuments.find((document) => document.isDirty && document.uri.toString() === file.toString());

/** Where an editor without changes of its own has lost sight of the file: it follows the disk sooner or later. */
async function editOnDisk<Problem>(
  file: Uri,
  change: (text: string) => TextChange<Problem>,
): Promise<TextChange<Problem>> {
  const before = (await readDisk(file)) ?? '';
  const changed = change(before);
  if (!changed.ok || changed.text === before) return changed;
  if ((await readDisk(file)) !== before)
    throw new Error(`${nameOf(file)} is being changed by somebody else. Try again.`);
  await workspace.fs.writeFile(file, new TextEncoder().encode(changed.text));
  return changed;
}

/** The document, once it shows what is on the disk or what somebody typed since; undefined when it does not come to that. */
async function documentOf(file: Uri): Promise<TextDocument | undefined> {
  const document = await workspace.openTextDocument(file);
  const deadline = Date.now() + FOLLOWS_WITHIN;
  for (;;) {
    if (document.isDirty || sameText(document.getText(), await readDisk(file))) return document;
    if (Date.now() > deadline) return undefined;
    await new Promise((wake) => setTimeout(wake, 25));
  }
}

/** A document has one kind of line ends, whatever the file has. */
const sameText = (shown: string, onDisk: string | undefined): boolean =>
  onDisk !== undefined && shown.replace(/\r\n?/g, '\n') === onDisk.replace(/\r\n?/g, '\n');

async function readDisk(file: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch {
    // Not there: the common case before the first save. Unreadable files show themselves when written.
    return undefined;
  }
}

async function createFile(file: Uri, text: string): Promise<void> {
  await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
  const edit = new WorkspaceEdit();
  edit.createFile(file, { overwrite: false, ignoreIfExists: false, contents: new TextEncoder().encode(text) });
  if (!(await workspace.applyEdit(edit))) {
    throw new Error(`${nameOf(file)} could not be made. Somebody else may have made it just now: try again.`);
  }
}

/** Only what differs is replaced, so that cursors and folded parts stay. */
function smallestEdit(document: TextDocument, before: string, after: string): WorkspaceEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const edit = new WorkspaceEdit();
  const range = new Range(document.positionAt(start), document.positionAt(before.length - end));
  edit.replace(document.uri, range, after.slice(start, after.length - end));
  return edit;
}

const nameOf = (file: Uri): string => workspace.asRelativePath(file);
