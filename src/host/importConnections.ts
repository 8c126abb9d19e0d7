import { type QuickPickItem, type Uri, env, window, workspace } from 'vscode';
import { maskUrl } from '../diagnosis/redact.ts';
import { safeBody } from '../diagnosis/report/safeBody.ts';
import { type Imported, type ImportedMessage } from '../formats/connections/imported.ts';
import { importText, importable } from '../formats/connections/importText.ts';
import { profilesOf } from '../formats/connections/profilesOf.ts';
import type { Profile } from '../profiles/profile.ts';
import type { SavedMessage } from '../profiles/savedMessages.ts';
import type { ProfileSource, ProfileStore } from './profileStore.ts';
import type { Secrets } from './secrets.ts';
import { type TakenSecret, withoutSecrets } from './withoutSecrets.ts';

interface ImportServices {
  readonly profiles: Pick<ProfileStore, 'sources' | 'refresh' | 'save' | 'saveMessages'>;
  readonly secrets: Pick<Secrets, 'set' | 'delete' | 'freeName'>;
}

/** A connection as it is to be saved, with the messages that were kept beside it. */
interface Candidate {
  readonly profile: Profile;
  readonly messages: readonly ImportedMessage[];
}

/**
 * Asks where the connections of another tool are, which of them are wanted and where they shall go, and saves them there. Secrets
 * go to the secret storage. What has no counterpart is listed in a document, so that nothing is lost.
 */
export async function importConnections({ profiles, secrets }: ImportServices, given?: string): Promise<number> {
  const texts = given === undefined ? await askForTexts() : [given];
  if (texts === undefined) return 0;
  // Before anything else is asked: there may be nothing to import.
  const imported = texts.map((text) => importText(text));
  await profiles.refresh();
  const where = await chooseSource(profiles.sources);
  if (where === undefined) return 0;
  const wanted = await choose(candidatesOf(imported, where));
  if (wanted === undefined || wanted.length === 0) return 0;

  const secretNames: string[] = [];
  const safe = wanted.map(({ profile, messages }) => {
    const cleaned = withoutSecrets(profile, (name, also) => secrets.freeName(name, [...also, ...secretNames]));
    secretNames.push(...cleaned.taken.map(({ secret }) => secret));
    return { ...cleaned, messages };
  });
  const taken = safe.flatMap((one) => one.taken);
  if (taken.length > 0 && !(await agreedToSecrets(taken))) return 0;
  const telling = safe.flatMap(({ profile, messages }) => messages.filter(holdsSecret).map(nameIn(profile.name)));
  const leaveOut = telling.length > 0 ? await leavesMessagesOut(telling) : false;
  if (leaveOut === undefined) return 0;
  for (const one of safe) {
    // Kept before the file refers to them, so that the file never refers to nothing.
    for (const { secret, value } of one.taken) await secrets.set(secret, value);
    const saved = await profiles.save(where.file, one.profile, false);
    if (!saved.ok) {
      for (const { secret } of one.taken) await secrets.delete(secret);
      throw new Error(`"${one.profile.name}" could not be saved. ${saved.problem}`);
    }
    const messages = leaveOut ? one.messages.filter((message) => !holdsSecret(message)) : one.messages;
    if (messages.length === 0) continue;
    const kept = await profiles.saveMessages(where.file, one.profile.name, savedMessages(messages));
    if (!kept.ok) throw new Error(`The messages of "${one.profile.name}" could not be saved. ${kept.problem}`);
  }
  const leftOut = leaveOut ? telling.map((name) => `${name}, which holds what looks like a secret`) : [];
  tell(safe.length, taken.length, imported, leftOut);
  return safe.length;
}

/** From the clipboard or from files; undefined when the user thought better of it. */
async function askForTexts(): Promise<readonly string[] | undefined> {
  const items = [
    {
      label: '$(clippy) From the Clipboard',
      detail: 'A command, a call, a list of URLs, or a whole file',
      from: 'clipboard',
    },
    { label: '$(folder-opened) From Files…', detail: importable, from: 'files' },
  ] as const;
  const chosen = await window.showQuickPick(items, { placeHolder: 'Where are the connections?' });
  if (chosen === undefined) return undefined;
  if (chosen.from === 'clipboard') return [await env.clipboard.readText()];
  const files = await window.showOpenDialog({ canSelectMany: true, openLabel: 'Import' });
  return files === undefined ? undefined : Promise.all(files.map(readFile));
}

const largest = 64 * 1024 * 1024;

async function readFile(file: Uri): Promise<string> {
  const { size } = await workspace.fs.stat(file);
  if (size > largest)
    throw new Error(
      `${workspace.asRelativePath(file)} has ${Math.round(size / 1024 / 1024)} MiB; at most 64 are read.`,
    );
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}

async function chooseSource(sources: readonly ProfileSource[]): Promise<ProfileSource | undefined> {
  const [only] = sources;
  if (sources.length === 1) return only;
  const items = sources.map((source) => ({
    label: source.label,
    description: source.scope === 'user' ? 'for every workspace' : workspace.asRelativePath(source.file),
    source,
  }));
  const options = { placeHolder: 'Where shall the profiles be saved?', ignoreFocusOut: true };
  return (await window.showQuickPick(items, options))?.source;
}

function candidatesOf(imported: readonly Imported[], where: ProfileSource): readonly Candidate[] {
  const names = new Set(where.places.map(({ name }) => name));
  return imported.flatMap((one) =>
    profilesOf(one, names).map((profile, index) => {
      names.add(profile.name);
      return { profile, messages: one.connections[index]?.messages ?? [] };
    }),
  );
}

async function choose(candidates: readonly Candidate[]): Promise<readonly Candidate[] | undefined> {
  if (candidates.length === 1) return candidates;
  const items = candidates.map((candidate): QuickPickItem & { readonly candidate: Candidate } => ({
    label: candidate.profile.name,
    description: maskUrl(candidate.profile.url),
    picked: true,
    candidate,
  }));
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: 'Which connections?',
    ignoreFocusOut: true,
  });
  return chosen?.map(({ candidate }) => candidate);
}

function savedMessages(messages: readonly ImportedMessage[]): readonly SavedMessage[] {
  const names = new Set<string>();
  return messages.map(({ name, body }, index) => {
    const wanted = name ?? `Message ${index + 1}`;
    let free = wanted;
    for (let n = 2; names.has(free); n += 1) free = `${wanted} (${n})`;
    names.add(free);
    return { name: free, payload: body };
  });
}

const KEEP = 'Keep as Secrets';

async function agreedToSecrets(taken: readonly TakenSecret[]): Promise<boolean> {
  const places = [...new Set(taken.map(({ place }) => place))];
  const listed =
    places.length > 5 ? `${places.slice(0, 5).join(', ')} and ${places.length - 5} more` : places.join(', ');
  const sentence = `What you import holds secrets: ${listed}. Profile files are plain text and often shared, so VS Code's secret storage keeps them, and the profiles refer to them by \${secret:…}.`;
  return (await window.showWarningMessage(sentence, { modal: true }, KEEP)) === KEEP;
}

/** What must not be shown must not be saved unasked. */
function holdsSecret({ body }: ImportedMessage): boolean {
  return body.kind === 'text' && safeBody(body.text) !== body.text;
}

const nameIn =
  (profile: string) =>
  ({ name }: ImportedMessage): string =>
    `${name === undefined ? 'A message' : `The message "${name}"`} of "${profile}"`;

const LEAVE_OUT = 'Import Without Them';
const SAVE_ALL = 'Save Them All the Same';

/** Undefined when the user thought better of the import. */
async function leavesMessagesOut(names: readonly string[]): Promise<boolean | undefined> {
  const listed = names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
  const sentence = `${listed}: ${names.length === 1 ? 'this holds' : 'these hold'} what looks like a secret, and profile files are plain text and often shared.`;
  const answer = await window.showWarningMessage(sentence, { modal: true }, LEAVE_OUT, SAVE_ALL);
  return answer === undefined ? undefined : answer === LEAVE_OUT;
}

const SHOW = 'Show What Was Left Out';

function tell(profiles: number, secrets: number, imported: readonly Imported[], leftOut: readonly string[]): void {
  const formats = [...new Set(imported.map(({ format }) => format))].join(' and ');
  const kept =
    secrets === 0 ? '' : ` ${secrets} ${secrets === 1 ? 'secret was' : 'secrets were'} kept in the secret storage.`;
  const sentence = `Imported ${profiles} ${profiles === 1 ? 'connection' : 'connections'} from ${formats}.${kept}`;
  const unmapped = [...imported.flatMap((one) => one.unmapped), ...leftOut];
  if (unmapped.length === 0) {
    void window.showInformationMessage(sentence);
    return;
  }
  const left = `${unmapped.length} ${unmapped.length === 1 ? 'thing was' : 'things were'} left out.`;
  // Not awaited: the import is done, whether the message has been read or not.
  void window.showWarningMessage(`${sentence} ${left}`, SHOW).then(async (answer) => {
    if (answer !== SHOW) return;
    const content = `# Left out of the import\n\n${unmapped.map((line) => `- ${line}\n`).join('')}`;
    await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content }));
  });
}
