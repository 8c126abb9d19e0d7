import { assertNever } from '../../src/base/assertNever.ts';
import type { Change } from '../../src/diagnosis/diagnosis.ts';
import type { OptionProblem } from '../../src/profiles/connectionOptions.ts';
import { type DraftFields, type FieldEdit, textAt } from '../connection/draftFields.ts';
import { optionAt } from '../connection/optionPaths.ts';
import { writeOption } from '../connection/optionText.ts';
import { readPair, writePair } from '../connection/pairsText.ts';

/** What a remedy changes in the typed connection; all else stays as it is. */
export function applyChange(fields: DraftFields, change: Change): FieldEdit {
  switch (change.kind) {
    case 'url':
      return { url: change.url };
    case 'subprotocols':
      return changed('subprotocols', change.subprotocols);
    case 'origin':
      return changed('origin', change.origin);
    case 'deflate':
      return changed('deflate', change.on);
    case 'timeout':
      return changed('handshakeTimeout', change.ms);
    case 'verify-tls':
      return changed('tls.verify', change.on);
    case 'follow-redirects':
      return changed('followRedirects', change.on);
    case 'header':
      return { headers: withHeader(textAt(fields, 'headers'), change.name, change.value) };
    case 'trust':
      return { 'tls.ca': [textAt(fields, 'tls.ca').trimEnd(), change.certificate].filter(Boolean).join('\n') };
    case 'credentials':
      return { 'auth.type': change.type };
    case 'option':
      return changed(change.path, change.value);
    default:
      return assertNever(change, 'change');
  }
}

/** What the user has to type before it makes sense to connect again; undefined where nothing is missing. */
export function wanted(change: Change): OptionProblem | undefined {
  if (change.kind !== 'credentials') return undefined;
  return change.type === 'basic'
    ? {
        field: 'auth',
        part: 'username',
        message: 'The server asks for user name and password: type them, then connect.',
      }
    : { field: 'auth', part: 'token', message: 'The server asks for a token: type it, then connect.' };
}

/** Nothing when there is no such option. A text for a list or for pairs is taken as it would be typed. */
function changed(path: string, value: unknown): FieldEdit {
  const spec = optionAt(path)?.spec;
  if (spec === undefined) return {};
  const typed = (spec.kind === 'list' || spec.kind === 'pairs') && typeof value === 'string';
  return { [path]: typed ? value : writeOption(spec, value) };
}

/** Replaces the first header of that name where it stands, or adds it at the end. */
function withHeader(text: string, name: string, value: string): string {
  const lines = text === '' ? [] : text.replace(/\n+$/, '').split('\n');
  const wanted = name.toLowerCase();
  const at = lines.findIndex((line) => readPair(line, ':')?.[0].toLowerCase() === wanted);
  const line = writePair(name, value, ':');
  return at < 0 ? [...lines, line].join('\n') : lines.with(at, line).join('\n');
}
