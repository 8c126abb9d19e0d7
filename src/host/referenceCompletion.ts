import {
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type Position,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import type { Values } from '../profiles/profile.ts';
import { type KnownReferences, referenceAt, referenceOffers } from '../profiles/referenceOffers.ts';
import type { Environments } from './environments.ts';
import { profileAbove } from './profileFileHelp.ts';
import type { ProfileSource, ProfileStore } from './profileStore.ts';
import type { Secrets } from './secrets.ts';
import { shownValue } from './shownValue.ts';

interface CompletionServices {
  readonly profiles: Pick<ProfileStore, 'sourceOf' | 'sources'>;
  readonly environments: Pick<Environments, 'active'>;
  readonly secrets: Pick<Secrets, 'names'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly trusted: () => boolean;
}

/** In a profile file, what can stand between `${` and `}`. */
export class ReferenceCompletion implements CompletionItemProvider {
  static readonly triggers = ['{', ':'];
  readonly #services: CompletionServices;

  constructor(services: CompletionServices) {
    this.#services = services;
  }

  provideCompletionItems(document: TextDocument, position: Position): CompletionItem[] {
    const source = this.#services.profiles.sourceOf(document.uri);
    const line = document.lineAt(position.line).text;
    const at = referenceAt(line, position.character);
    if (source === undefined || at === undefined) return [];
    const range = new Range(position.translate(0, -at.written.length), position.with({ character: at.end }));
    const offers = referenceOffers(at.written, this.#known(source, position.line + 1), shownValue);
    return offers.map(({ name, detail, partial }, index) => {
      const item = new CompletionItem(name, partial ? CompletionItemKind.Keyword : CompletionItemKind.Variable);
      item.range = range;
      item.detail = detail;
      item.sortText = String(index).padStart(6, '0');
      if (partial === undefined) item.insertText = `${name}}`;
      // The names that follow are offered at once.
      else item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
      return item;
    });
  }

  #known(source: ProfileSource, line: number): KnownReferences {
    const { profiles, environments, secrets, env, trusted } = this.#services;
    const user = profiles.sources.find(({ scope }) => scope === 'user');
    const files = user === undefined || user.file.toString() === source.file.toString() ? [source] : [source, user];
    // What a workspace that is not trusted does not get is not offered there either.
    const open = trusted() || source.scope === 'user';
    return {
      sets: [
        { label: 'this profile', values: profileAbove(source, line)?.variables ?? {} },
        ...files.filter((file) => file === source || open).flatMap((file) => setsOf(file, environments.active)),
      ],
      inputs: files.flatMap((file) => file.inputs),
      secrets: open ? secrets.names().filter((name) => !name.startsWith('input ')) : [],
      env: open ? Object.keys(env).sort() : [],
      settings: open ? settingNames(workspace.getConfiguration(undefined, source.folder?.uri)) : [],
      folders: (workspace.workspaceFolders ?? []).map(({ name }) => name),
    };
  }
}

/** The active environment counts first; of the others the names alone are of use. */
function setsOf(
  { environments, variables, scope }: ProfileSource,
  active: string | undefined,
): readonly { readonly label: string; readonly values: Values }[] {
  const ofFile = scope === 'user' ? "the user's file" : 'this file';
  const sets = environments.toSorted((a, b) => Number(b.name === active) - Number(a.name === active));
  const named = sets.map(({ name, values }) => ({ label: `the environment "${name}"`, values }));
  const first = named.filter((_, index) => sets[index]?.name === active);
  return [...first, { label: ofFile, values: variables }, ...named.filter((one) => !first.includes(one))];
}

/** Every setting that has a text, a number, true or false. */
function settingNames(configuration: object, before = ''): string[] {
  return Object.entries(configuration).flatMap(([key, value]: [string, unknown]) => {
    const name = `${before}${key}`;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return settingNames(value, `${name}.`);
    return ['string', 'number', 'boolean'].includes(typeof value) ? [name] : [];
  });
}
