import { assertNever } from '../base/assertNever.ts';
import type { Change } from '../diagnosis/diagnosis.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import { flagName } from '../profiles/flagName.ts';
import { options } from '../profiles/optionSpec.ts';

/** What to type for a remedy, such as `--no-deflate`; a value that only the user knows is left in capitals. Secrets are masked. */
export function changeFlags(change: Change): string {
  switch (change.kind) {
    case 'url':
      return maskUrl(change.url);
    case 'subprotocols':
      return change.subprotocols.length === 0
        ? 'without --subprotocol'
        : `--subprotocol ${change.subprotocols.join(',')}`;
    case 'origin':
      return change.origin === undefined ? 'without --origin' : `--origin ${change.origin}`;
    case 'deflate':
      return change.on ? 'without --no-deflate' : '--no-deflate';
    case 'timeout':
      return `--timeout ${change.ms}`;
    case 'verify-tls':
      return change.on ? 'without --insecure' : '--insecure';
    case 'follow-redirects':
      return change.on ? '--follow-redirects' : 'without --follow-redirects';
    case 'header':
      return `--header '${change.name}: …'`;
    case 'trust':
      return '--ca FILE';
    case 'credentials':
      return change.type === 'basic'
        ? '--auth-type basic --auth-username TEXT --auth-password TEXT'
        : '--auth-type bearer --auth-token TEXT';
    case 'option':
      return byPath(change.path, change.value);
    default:
      return assertNever(change, 'change');
  }
}

function byPath(path: string, value: string | number | boolean): string {
  const option = options.find((candidate) => candidate.path === path);
  if (option === undefined) return `${path} = ${String(value)}`;
  const flag = `--${flagName(option)}`;
  if (option.spec.kind !== 'flag') return `${flag} ${String(value)}`;
  return option.spec.default === value ? `without ${flag}` : flag;
}
