import type { ViolationRule } from '../../../protocol/violation.ts';
import { recogniseBytes } from '../../banners.ts';
import { bytesQuote } from '../../quotes.ts';
import type { Story, Telling } from '../../story.ts';
import { textInstead } from './textInstead.ts';

/** What bytes that were never meant as frames look like to a decoder. */
const symptoms: ReadonlySet<ViolationRule> = new Set<ViolationRule>([
  'framing-lost',
  'framing-abandoned',
  'opcode-reserved',
  'rsv1-set',
  'rsv2-set',
  'rsv3-set',
  'continuation-without-start',
  'length-probably-off',
  'length-top-bit',
]);

/** Fewer bytes read as text by chance. */
const LEAST_TEXT = 6;

/** The story where the very first bytes after the 101 are of another protocol, or text, or a stray line end; else undefined. */
export function afterUpgrade(telling: Telling): Story | undefined {
  const { violation, evidence } = telling;
  const { response, traffic } = evidence;
  const said = traffic.afterSwitching;
  if (response === undefined || said === undefined || !symptoms.has(violation.rule)) return undefined;
  const start = response.startOffset + response.raw.length;
  if (violation.by !== 'server' || violation.offset < start || violation.offset >= start + 2) return undefined;
  const lineEnds = /^[\r\n]+/.exec(latin1(said))?.[0].length ?? 0;
  if (lineEnds > 0 && said.length > lineEnds) return strayLineEnds(lineEnds, said);
  const other = recogniseBytes(said);
  if (other !== undefined && !/^(json|html|websocket)$/.test(other.id)) return otherProtocol(other, said);
  const broken = said.findIndex((byte) => !isText(byte));
  if ((broken < 0 ? said.length : broken) < LEAST_TEXT) return undefined;
  // Told by its beginning on record, which is more than the frame's header.
  return { cause: 'text-instead-of-frames', ...textInstead(telling) };
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

const isText = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;

function strayLineEnds(count: number, said: Uint8Array): Story {
  return {
    cause: 'line-end-before-frames',
    title: `${count === 1 ? 'A stray line-end byte stands' : `${count} stray bytes of line ends stand`} between the 101 and the first frame`,
    code: 1002,
    more: `The head of the answer ended with its empty line; then ${bytesQuote(said.subarray(0, count))} came before the first frame, ${bytesQuote(said.subarray(count), 12)}.`,
    likelyCauses: [
      {
        cause: 'The server ends its head with one line end too many',
        because: 'A head ends with exactly one empty line; frames follow at once.',
      },
    ],
    remedies: [{ title: 'Have the server write "\\r\\n\\r\\n" once after the last header of the 101' }],
  };
}

function otherProtocol(other: { readonly name: string; readonly what: string }, said: Uint8Array): Story {
  return {
    cause: 'other-protocol-after-upgrade',
    title: `After the 101 comes ${other.name}, not WebSocket`,
    code: 1002,
    more: `The first bytes are ${other.what} (${bytesQuote(said, 16)}).`,
    likelyCauses: [
      {
        cause: `A proxy answered 101 and connected us to a port that speaks ${other.name}`,
        because: 'The answer was right, and what follows belongs to another protocol.',
      },
      ...(other.name === 'TLS'
        ? [
            {
              cause: 'The proxy speaks plain text to a server that expects TLS',
              because: 'A TLS alert is what such a server sends.',
            },
          ]
        : []),
    ],
    remedies: [{ title: 'Check where the proxy leads this path to, port and scheme (http or https) included' }],
  };
}
