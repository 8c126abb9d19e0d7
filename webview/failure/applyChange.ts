import { assertNever } from '../../src/base/assertNever.ts';
import type { Change } from '../../src/diagnosis/diagnosis.ts';
import type { DraftFields } from '../connection/draftFields.ts';

/** What a remedy changes in the typed connection; all else stays as it is. */
export function applyChange(fields: DraftFields, change: Change): Partial<DraftFields> {
  switch (change.kind) {
    case 'url':
      return { url: change.url };
    case 'subprotocols':
      return { subprotocols: change.subprotocols.join(', ') };
    case 'origin':
      return { origin: change.origin ?? '' };
    case 'deflate':
      return { deflate: change.on };
    case 'timeout':
      return { timeout: String(change.ms) };
    case 'verify-tls':
      return { verifyTls: change.on };
    case 'follow-redirects':
      return { followRedirects: change.on };
    case 'header':
      return { headers: withHeader(fields.headers, change.name, change.value) };
    default:
      return assertNever(change, 'change');
  }
}

/** Replaces the first header of that name where it stands, or adds it at the end. */
function withHeader(text: string, name: string, value: string): string {
  const lines = text === '' ? [] : text.replace(/\n+$/, '').split('\n');
  const wanted = name.toLowerCase();
  const at = lines.findIndex((line) => line.split(':', 1)[0]?.trim().toLowerCase() === wanted);
  const line = `${name}: ${value}`;
  return at < 0 ? [...lines, line].join('\n') : lines.with(at, line).join('\n');
}
