import { env, window } from 'vscode';
import { variablesIn } from '../formats/snippets/template.ts';
import { type SnippetFormat, snippetFormats } from '../formats/snippets/snippets.ts';
import { mapTexts } from '../profiles/mapTexts.ts';
import { type Profile, optionsOf } from '../profiles/profile.ts';
import { escapeRegex } from '../replay/regex.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** Puts a profile on the clipboard as a text for another client, in a form that the user chooses. No secret is in it. */
export async function copyAs(profile: Profile, id?: string): Promise<string | undefined> {
  const format = id === undefined ? await chooseFormat() : snippetFormats.find((one) => one.id === id);
  if (format === undefined) return undefined;
  const safe = withoutSecrets(profile, (wanted) => wanted);
  const { text, unmapped } = format.write(optionsOf(safe.profile));
  await env.clipboard.writeText(text);
  const texts: string[] = [];
  mapTexts(safe.profile, (one) => {
    texts.push(one);
    return one;
  });
  // What a client cannot be told is left out with the variables in it.
  const variables = variablesIn(texts).filter((name) => new RegExp(`\\b${escapeRegex(name)}\\b`).test(text));
  const names = variables.join(', ');
  // A page has no environment.
  const reads = format.id === 'browser' ? `It asks for ${names}.` : `It reads ${names} from the environment.`;
  const set = variables.length === 0 ? '' : ` ${reads}`;
  // Not awaited: it is on the clipboard, whether the message has been read or not.
  void window.showInformationMessage([`Copied "${profile.name}" as ${format.title}.${set}`, ...unmapped].join(' '));
  return text;
}

async function chooseFormat(): Promise<SnippetFormat | undefined> {
  const items = snippetFormats.map((format) => ({ label: format.title, format }));
  return (await window.showQuickPick(items, { placeHolder: 'Copy as what?' }))?.format;
}
