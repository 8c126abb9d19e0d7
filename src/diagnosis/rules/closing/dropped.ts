import type { Diagnosis, LikelyCause } from '../../diagnosis.ts';
import { about1006, endingOf, endingQuotes, endingSentence, unfinishedSentence, wasOpen } from '../../ending.ts';
import type { Evidence } from '../../evidence.ts';
import { answerPings } from './answerPings.ts';
import type { Rule } from '../../rule.ts';
import { count, duration, systemWords } from '../../wording.ts';

const lostCodes = new Set([
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'EPIPE',
  'ECONNABORTED',
]);

/** TCP ended without a Close frame (RFC 6455 §7.1.5), and nothing narrower is known. */
export const dropped: Rule = (evidence) => {
  const { closing, traffic, failure } = evidence;
  const ending = endingOf(evidence);
  if (ending === undefined || !wasOpen(evidence) || closing?.clean === true) return undefined;
  if (ending.how === 'lasting') return undefined;
  const { openFor, idleFor } = ending;
  const after = openFor === undefined ? '' : ` ${duration(openFor)} after the connection opened`;
  const last =
    idleFor === undefined || traffic.frames.client + traffic.frames.server === 0
      ? ''
      : `, ${duration(idleFor)} after the last frame`;
  const frames = `${count(traffic.frames.server, 'frame')} had come from the server and ${traffic.frames.client} had gone to it.`;
  const say = (rest: Pick<Diagnosis, 'cause' | 'title' | 'explanation' | 'likelyCauses' | 'remedies'>): Diagnosis => ({
    stage: 'closing',
    evidence: endingQuotes(evidence, ending),
    section: 'RFC 6455 §7.1.5',
    ...rest,
  });
  const log = { title: 'Look into the log of the server, and of proxies in between, for this moment' };
  if (failure !== undefined && lostCodes.has(failure.code)) {
    return say({
      cause: 'network-lost',
      title: `The network between us and the server was lost (${failure.code})`,
      explanation: `${endingSentence(ending)}${after}${last}: the system gave the connection up with ${failure.code}, because no packets came through any more. ${about1006}`,
      likelyCauses: [
        {
          cause: 'The network changed or went away: Wi-Fi, VPN, sleep of the machine',
          because: `${failure.code} comes from this machine’s own system.`,
        },
      ],
      remedies: [{ title: 'Check the network and the VPN, then connect again' }],
    });
  }
  if (ending.by === 'client') {
    return say({
      cause: 'ended-by-us',
      title: 'The connection was ended on our side without a closing handshake',
      explanation: `${endingSentence(ending)}${after}${last}, and no Close frames were exchanged. ${frames} ${about1006}`,
      likelyCauses:
        failure === undefined
          ? []
          : [{ cause: 'An error on our side ended it', because: `${failure.code}: ${systemWords(failure.message)}` }],
      remedies: [{ title: 'End the connection by Close, so that both sides know' }],
    });
  }
  const reset = ending.how === 'reset';
  const onMessage = afterOurs(evidence, idleFor);
  if (onMessage !== undefined) {
    return say({
      cause: reset ? 'reset-on-our-message' : 'closed-on-our-message',
      title: `${reset ? 'The connection was reset' : 'TCP was closed'} ${duration(onMessage)} after our frame ${(traffic.lastFrame.client ?? 0) + 1}, without a Close frame (1006)`,
      explanation: `${endingSentence(ending)}${after}, right after a frame of ours and with no answer to it. ${frames}${unfinished(evidence)} ${about1006}`,
      likelyCauses: [
        {
          cause: 'The server met an error while it handled this message, and dropped the connection',
          because: `The end came ${duration(onMessage)} after our frame.`,
        },
        {
          cause: 'The server, or a firewall, refuses the message: its size, its type or its content',
          because: 'A refusal in good order would be a Close (1003, 1007, 1008 or 1009).',
        },
      ],
      remedies: [
        log,
        { title: 'Send another message, or a smaller one, to see whether it is this one' },
        { title: 'Have the server answer with a Close that says why' },
      ],
    });
  }
  if (traffic.frames.server === 0 && openFor !== undefined && openFor < 2000) {
    return say({
      cause: reset ? 'reset-right-after-opening' : 'closed-right-after-opening',
      title: `Opened, then ${reset ? 'the connection was reset' : 'TCP was closed with no Close frame'} after ${duration(openFor)} (1006)`,
      explanation: `The handshake was fine, and ${duration(openFor)} later ${lower(endingSentence(ending))}, before it sent a single frame${traffic.frames.client === 0 ? '' : ` and after ${count(traffic.frames.client, 'frame')} of ours`}. ${about1006}`,
      likelyCauses: [
        {
          cause: 'The server accepted the upgrade and then failed or refused, without saying so by a Close',
          because: 'It never sent a frame.',
        },
        {
          cause: 'A proxy answered 101 and could not reach the server behind it',
          because: 'The end came right after the handshake.',
        },
        ...(traffic.frames.client === 0
          ? []
          : [{ cause: 'The server crashed on our first message', because: 'The end came after it.' }]),
      ],
      remedies: [
        log,
        {
          title:
            'Have the server refuse with an HTTP status before the upgrade, or with a Close (1008, 4401 …) after it',
        },
      ],
    });
  }
  return say({
    cause: reset ? 'connection-reset' : 'closed-without-close-frame',
    title: reset
      ? 'The connection was reset without a Close frame (ECONNRESET)'
      : 'TCP was closed without a Close frame (1006)',
    explanation: `${endingSentence(ending)}${after}${last}. ${frames}${unfinished(evidence)} ${about1006}${reset ? '' : ' A FIN closes one direction only, so the server may still read (half-closed).'}`,
    likelyCauses: reset ? resetCauses : finCauses,
    remedies: [
      ...answerPings(evidence),
      log,
      { title: 'Have the server send a Close frame before it ends the connection' },
    ],
  });
};

/** So soon after a frame of ours the one is the answer to the other, in ms. */
const AT_ONCE_MS = 1000;

/** Milliseconds from our last data frame to the end, where nothing came from the server in between. */
function afterOurs({ traffic }: Evidence, idleFor: number | undefined): number | undefined {
  const { client, server } = traffic.lastFrameMs;
  if (client === undefined || idleFor === undefined || idleFor >= AT_ONCE_MS) return undefined;
  return server !== undefined && server >= client ? undefined : idleFor;
}

const unfinished = ({ traffic: { unfinishedMessage } }: Evidence): string =>
  unfinishedMessage === undefined ? '' : ` ${unfinishedSentence(unfinishedMessage)}.`;

const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

const resetCauses: LikelyCause[] = [
  {
    cause: 'The server process crashed or was killed with data unread',
    because: 'The system resets connections of a process that is gone.',
  },
  {
    cause: 'A firewall or load balancer dropped the connection from its table',
    because: 'It answers the next packet with a reset.',
  },
];
const finCauses: LikelyCause[] = [
  {
    cause: 'The server process ended, or was killed',
    because: 'The system closes its sockets then, without a Close frame.',
  },
  {
    cause: 'The server ends the socket instead of closing the WebSocket',
    because: 'A library’s close sends a Close frame first.',
  },
  {
    cause: 'A proxy in between was restarted or reached a limit',
    because: 'Proxies close TCP without knowing about Close frames.',
  },
];
