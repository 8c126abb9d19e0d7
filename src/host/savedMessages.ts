import { type QuickPickItem, QuickPickItemKind, type Uri, window } from 'vscode';
import { parseHex } from '../base/hex.ts';
import type { WrittenMessage } from '../contract/panelContract.ts';
import { safeBody } from '../diagnosis/report/safeBody.ts';
import type { Collection, SavedMessage } from '../profiles/savedMessages.ts';
import type { ProfileSource, ProfileStore } from './profileStore.ts';

const SAVE_ANYWAY = 'Save Anyway';
const LONGEST_PREVIEW = 100;

interface MessageItem extends QuickPickItem {
  readonly message?: SavedMessage;
}

/** Lets the user choose among the saved messages of every profile file; undefined when nothing was chosen. */
export async function chooseMessage({ sources }: Pick<ProfileStore, 'sources'>): Promise<WrittenMessage | undefined> {
  const items = sources.flatMap((source): readonly MessageItem[] => {
    const found = [...source.messages.map(itemOf('')), ...source.collections.flatMap((one) => itemsOf(one, ''))];
    return found.length === 0 ? [] : [{ label: placeName(source), kind: QuickPickItemKind.Separator }, ...found];
  });
  if (items.length === 0)
    throw new Error('No message is saved yet. Write one here and save it, or add it to "messages" in a profile file.');
  const options = { placeHolder: 'Which message?', matchOnDescription: true, matchOnDetail: true };
  const chosen = await window.showQuickPick(items, options);
  return chosen?.message === undefined ? undefined : written(chosen.message);
}

/** Asks for name and place and saves the message there; undefined when the user gave up. Throws when it could not be written. */
export async function saveMessage(
  profiles: Pick<ProfileStore, 'sources' | 'saveMessage'>,
  { as, text }: WrittenMessage,
): Promise<string | undefined> {
  const hex = as === 'hex' ? parseHex(text) : undefined;
  if (hex?.ok === false) throw new Error(hex.message);
  if (as === 'text' && safeBody(text) !== text && !(await agreedToSecret())) return undefined;
  const name = (
    await window.showInputBox({
      prompt: 'What shall the message be called?',
      ignoreFocusOut: true,
      validateInput: (given) => (given.trim() === '' ? 'Give it a name.' : undefined),
    })
  )?.trim();
  if (name === undefined) return undefined;
  const place = await choosePlace(profiles.sources);
  if (place === undefined) return undefined;
  const payload = as === 'hex' ? ({ kind: 'hex', hex: text.trim() } as const) : ({ kind: 'text', text } as const);
  const saved = await profiles.saveMessage(place.file, { name, payload }, place.collection);
  if (!saved.ok) throw new Error(saved.problem);
  return name;
}

const itemsOf = ({ name, messages, collections }: Collection, before: string): readonly MessageItem[] => {
  const path = before === '' ? name : `${before} › ${name}`;
  return [...messages.map(itemOf(path)), ...collections.flatMap((one) => itemsOf(one, path))];
};

const itemOf =
  (path: string) =>
  (message: SavedMessage): MessageItem => {
    const { payload, description } = message;
    const text = payload.kind === 'text' ? payload.text : payload.kind === 'hex' ? payload.hex : payload.base64;
    const preview = safeBody(text.slice(0, LONGEST_PREVIEW * 2)).replace(/\s+/g, ' ');
    return {
      label: message.name,
      description: [path, description ?? ''].filter((part) => part !== '').join(': '),
      detail: preview.length > LONGEST_PREVIEW ? `${preview.slice(0, LONGEST_PREVIEW - 1)}…` : preview,
      message,
    };
  };

function written({ payload }: SavedMessage): WrittenMessage {
  if (payload.kind === 'text') return { as: 'text', text: payload.text };
  if (payload.kind === 'hex') return { as: 'hex', text: payload.hex };
  const bytes = Buffer.from(payload.base64, 'base64');
  return { as: 'hex', text: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ') };
}

interface MessagePlace {
  readonly file: Uri;
  readonly collection?: string;
}

/** A file's own messages, or one of its collections; no question where there is one place alone. */
async function choosePlace(sources: readonly ProfileSource[]): Promise<MessagePlace | undefined> {
  const places = sources.flatMap((source) => [
    { label: placeName(source), description: '', place: { file: source.file } },
    ...source.collections.map(({ name }) => ({
      label: name,
      description: `collection, ${placeName(source)}`,
      place: { file: source.file, collection: name },
    })),
  ]);
  const [only, second] = places;
  if (second === undefined) return only?.place;
  const options = { placeHolder: 'Where shall it be saved?', ignoreFocusOut: true };
  return (await window.showQuickPick(places, options))?.place;
}

const placeName = ({ scope, label }: ProfileSource): string => (scope === 'user' ? 'For me, everywhere' : label);

async function agreedToSecret(): Promise<boolean> {
  const sentence =
    'This message holds what looks like a secret, and profile files are plain text and often shared. Better put a placeholder in its place.';
  return (await window.showWarningMessage(sentence, { modal: true }, SAVE_ANYWAY)) === SAVE_ANYWAY;
}
