import { plainText } from '../../bodyHints.ts';
import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import { maskText, maskUrl } from '../../redact.ts';
import type { Story, Telling } from '../../story.ts';
import { excerpt, quoted } from '../../wording.ts';
import { withQuery } from '../http/withQuery.ts';

const latin1 = new TextDecoder('latin1');

/** Enough for a status line, a few headers and a sentence. */
const SHOWN = 256;

/** Text came where frames are due: an answer of HTTP, a page, or a line of a log. */
export function textInstead(telling: Telling): Story {
  const text = wholeText(telling);
  const http = /^HTTP\/\d(?:\.\d)? (\d{3}[^\r\n]*)/.exec(text)?.[1];
  const said = http === undefined ? text : text.replace(/^[^]*?\r?\n\r?\n/, '');
  const words = excerpt(maskText(/<[a-z!]/i.test(said) ? plainText(said) : said), SHOWN);
  return {
    title:
      http === undefined
        ? 'After the upgrade the bytes are not frames but text'
        : `After the upgrade the bytes are not frames but text: a second HTTP answer, ${excerpt(http, 60)}`,
    code: 1002,
    more: text === '' ? '' : more(http, text, words),
    likelyCauses: [
      ...socketIoCauses(text),
      ...(http === undefined
        ? []
        : [
            {
              cause: 'The server took the upgrade and refused the connection only afterwards',
              because: `It answered 101 first, and then ${quoted(excerpt(http, 60))}.`,
            },
          ]),
      {
        cause: 'The server behind a proxy failed after the proxy had answered 101',
        because: 'An error page or message arrives where frames are due.',
      },
      {
        cause: 'The program writes plain text to the socket instead of sending messages',
        because: 'The bytes read as text.',
      },
    ],
    remedies: [
      ...socketIoRemedies(text, telling),
      { title: 'Look into the log of the server behind the proxy' },
      { title: 'Have the server send by its WebSocket library' },
    ],
  };
}

/** As much as is on record: all that followed the 101 where this is its beginning, else the first bytes of the frame. */
function wholeText({ bytes, evidence, violation }: Telling): string {
  const { response, traffic } = evidence;
  const start = response === undefined ? undefined : response.startOffset + response.raw.length;
  const after = violation.offset === start ? traffic.afterSwitching : undefined;
  return latin1.decode((after ?? bytes ?? new Uint8Array()).subarray(0, SHOWN));
}

function more(http: string | undefined, text: string, words: string): string {
  if (http === undefined || words === '' || words === excerpt(text, SHOWN))
    return `The bytes are ${quoted(maskText(text), SHOWN)}.`;
  return `The answer is ${quoted(excerpt(http, 60))} and says ${quoted(words, SHOWN)}.`;
}

/** Engine.IO answers 101 before it looks at the version of its protocol. */
const oldProtocol = /unsupported protocol version/i;

function socketIoCauses(text: string): LikelyCause[] {
  if (!oldProtocol.test(text)) return [];
  return [
    {
      cause: 'Server and client are of different generations of Socket.IO',
      because: 'It says "Unsupported protocol version": EIO=3 belongs to Socket.IO 2, EIO=4 to Socket.IO 3 and later.',
    },
  ];
}

function socketIoRemedies(text: string, { evidence }: Telling): Remedy[] {
  if (!oldProtocol.test(text)) return [];
  const version = URL.canParse(evidence.asked.url) ? new URL(evidence.asked.url).searchParams.get('EIO') : null;
  const url = withQuery(evidence, { EIO: version === '4' ? '3' : '4', transport: 'websocket' }, ['sid']);
  return [{ title: `Connect to ${maskUrl(url)}`, change: { kind: 'url', url } }];
}
