import {
  CodeLens,
  type CodeLensProvider,
  Hover,
  type HoverProvider,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
} from 'vscode';
import { maskHeaderValue, maskUrl } from '../diagnosis/redact.ts';
import type { HeaderPair } from '../profiles/connectionOptions.ts';
import { pairPath } from '../profiles/inheritance.ts';
import { optionAt } from '../profiles/mapTexts.ts';
import { options as allOptions } from '../profiles/optionSpec.ts';
import { type Profile, optionsOf } from '../profiles/profile.ts';
import { hasVariable, referencesIn, writeReference } from '../profiles/references.ts';
import { cell, code } from './markdown.ts';
import type { ProfileSource, ProfileStore } from './profileStore.ts';
import { aboutReference } from './referenceWords.ts';
import { shownValue } from './shownValue.ts';
import type { VariableServices } from './variableSources.ts';

interface HelpServices extends VariableServices {
  readonly profiles: Pick<ProfileStore, 'sourceOf' | 'sources' | 'onChange' | 'find'>;
}

/** Lenses and hovers of a profile file: connecting from it, a profile with all that it takes over, and what a variable is. */
export class ProfileFileHelp implements CodeLensProvider, HoverProvider {
  readonly #profiles: HelpServices['profiles'];
  readonly #services: HelpServices;
  readonly onDidChangeCodeLenses: ProfileStore['onChange'];

  constructor(services: HelpServices) {
    this.#services = services;
    this.#profiles = services.profiles;
    this.onDidChangeCodeLenses = services.profiles.onChange;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const source = this.#profiles.sourceOf(document.uri);
    return (source?.places ?? []).flatMap(({ name, line, column }) => {
      if (source?.profiles.some((profile) => profile.name === name) !== true) return [];
      const at = new Range(line - 1, column - 1, line - 1, column - 1);
      const ref = { name, file: source.file.toString() };
      return [
        new CodeLens(at, { title: '$(plug) Connect', command: 'websocketInspector.connectProfile', arguments: [ref] }),
        new CodeLens(at, {
          title: 'Inspect with WebSocket Inspector',
          command: 'websocketInspector.editProfile',
          arguments: [ref],
          tooltip: 'Opens the profile in the form',
        }),
      ];
    });
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const source = this.#profiles.sourceOf(document.uri);
    if (source === undefined) return undefined;
    const line = document.lineAt(position.line).text;
    const found = referencesIn(line).find(({ reference, offset }) => {
      return position.character >= offset && position.character <= offset + writeReference(reference).length;
    });
    if (found !== undefined) {
      const range = new Range(
        position.line,
        found.offset,
        position.line,
        found.offset + writeReference(found.reference).length,
      );
      const profile = profileAbove(source, position.line + 1);
      return new Hover(
        new MarkdownString(await aboutReference(this.#services, found.reference, source, profile)),
        range,
      );
    }
    const place = source.places.find((one) => one.line === position.line + 1 && position.character >= one.column - 1);
    const profile = source.profiles.find(({ name }) => name === place?.name);
    if (place === undefined || profile === undefined) return undefined;
    return position.character > place.column + JSON.stringify(place.name).length
      ? undefined
      : new Hover(new MarkdownString(resolvedProfile(profile, source)));
  }
}

/** The profile whose lines these are: the last that begins above. */
export function profileAbove(source: ProfileSource, line: number): Profile | undefined {
  const place = source.places.findLast((one) => one.line <= line);
  return source.profiles.find(({ name }) => name === place?.name);
}

/** Every value of the profile as a table, with the profile that each was taken over from. */
export function resolvedProfile(profile: Profile, { origins }: Pick<ProfileSource, 'origins'>): string {
  const from = origins.get(profile.name) ?? {};
  const options = optionsOf(profile);
  const rows = allOptions.flatMap(({ path, keys, spec }): readonly (readonly [string, string, string])[] => {
    const value = optionAt(options, keys);
    if (value === undefined) return [];
    if (spec.kind === 'pairs') {
      return (value as readonly HeaderPair[]).map(([name, text]) => {
        const masked = hasVariable(text) ? text : path === 'cookies' ? '•••' : maskHeaderValue(name, text);
        return [`${path}: ${name}`, masked, from[pairPath(path, name)] ?? ''];
      });
    }
    const text = (Array.isArray(value) ? value : [value]).map(String).join(', ');
    const secret = spec.kind === 'text' && spec.secret === true && !hasVariable(text);
    return [[path, secret ? '•••' : maskUrl(text), from[path] ?? '']];
  });
  const lines = rows.map(([path, value, origin]) => `| ${cell(path)} | ${code(value)} | ${cell(origin)} |`);
  const variables = Object.entries(profile.variables ?? {}).map(
    ([name, value]) => `| \\$${cell(`{${name}}`)} | ${code(shownValue(name, value))} | |`,
  );
  return ['| option | value | from |', '| --- | --- | --- |', ...lines, ...variables].join('\n');
}
