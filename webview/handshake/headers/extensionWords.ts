import { formatBytes } from '../../numbers.ts';
import { listOf } from './values.ts';

type Side = 'request' | 'response';

/** What each extension in the header is, and each of its parameters, in order. */
export function extensionParts(value: string, side: Side): string[] {
  return listOf(value).flatMap((element) => {
    const [name = '', ...parameters] = element.split(';').map((part) => part.trim());
    const known = name === 'permessage-deflate';
    return [
      `${name}: ${known ? DEFLATE[side] : 'an extension that we know nothing about.'}`,
      ...(known ? parameters.filter((part) => part !== '').map((part) => parameterWords(part, side)) : []),
    ];
  });
}

const DEFLATE: Readonly<Record<Side, string>> = {
  request: 'we offer to compress each message with DEFLATE (RFC 7692).',
  response: 'messages may be compressed with DEFLATE, each as a whole (RFC 7692).',
};

function parameterWords(parameter: string, side: Side): string {
  const [name = '', value] = parameter.split('=').map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
  const asked = side === 'request';
  return `${parameter}: ${words(name, value, asked)}`;
}

function words(name: string, value: string | undefined, asked: boolean): string {
  switch (name) {
    case 'server_no_context_takeover':
      return asked
        ? 'the server is to forget what it compressed after each message: it needs less memory, and compresses less (§7.1.1.1).'
        : 'the server forgets what it compressed after each message: it needs less memory, and compresses less (§7.1.1.1).';
    case 'client_no_context_takeover':
      return asked
        ? 'we can forget what we compressed after each message, if the server says so (§7.1.1.2).'
        : 'we have to forget what we compressed after each message (§7.1.1.2).';
    case 'server_max_window_bits':
      return asked
        ? `the server is to look back over ${windowOf(value)} at most while it compresses (§7.1.2.1).`
        : `the server looks back over ${windowOf(value)} at most while it compresses (§7.1.2.1).`;
    case 'client_max_window_bits':
      if (!asked) return `we may look back over ${windowOf(value)} at most while we compress (§7.1.2.2).`;
      return value === undefined
        ? 'the server may limit how far we look back while we compress (§7.1.2.2).'
        : `we look back over ${windowOf(value)} at most while we compress, and the server may limit it further (§7.1.2.2).`;
    default:
      return 'a parameter that RFC 7692 does not define.';
  }
}

function windowOf(value: string | undefined): string {
  const bits = Number(value);
  return value !== undefined && Number.isInteger(bits) && bits >= 8 && bits <= 15
    ? formatBytes(2 ** bits)
    : 'a window of no allowed size (8 to 15 bits)';
}
