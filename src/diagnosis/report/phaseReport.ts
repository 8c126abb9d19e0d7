import { assertNever } from '../../base/assertNever.ts';
import type { Phase } from '../phase.ts';
import { count, systemWords } from '../wording.ts';
import { code, prose } from './markdownText.ts';

/** The phases as a table of times, and below it what each was about: what others wrote would be heeded in a table. */
export function phaseReport(phases: readonly Phase[]): string {
  const sorted = phases.toSorted((a, b) => a.startMs - b.startMs);
  const table = [
    '| # | Phase | Start, ms | Duration, ms | Result |',
    '| ---: | --- | ---: | ---: | --- |',
    ...sorted.map((phase, index) => {
      const times = `${phase.startMs.toFixed(3)} | ${phase.durationMs.toFixed(3)}`;
      return `| ${index + 1} | ${nameOf(phase)} | ${times} | ${result(phase)} |`;
    }),
  ];
  const details = sorted.map(
    (phase, index) => `${index + 1}. ${nameOf(phase)}: ${[about(phase), ...why(phase)].join('; ')}`,
  );
  return [table.join('\n'), details.join('\n')].join('\n\n');
}

function nameOf(phase: Phase): string {
  switch (phase.name) {
    case 'url':
      return 'URL';
    case 'dns':
      return 'Name lookup';
    case 'tcp':
      return 'TCP connection';
    case 'proxy':
      return 'Proxy';
    case 'tls':
      return phase.peer === 'proxy' ? 'TLS with the proxy' : 'TLS with the server';
    case 'request':
      return 'Request';
    case 'response':
      return 'Response';
    case 'frame':
      return 'Wait for the first frame';
    default:
      return assertNever(phase);
  }
}

/** Each part is markup of our own around text that cannot act. */
function about(phase: Phase): string {
  switch (phase.name) {
    case 'url':
      return code(phase.url);
    case 'dns': {
      const asked = phase.servers === undefined ? '' : `, asked ${phase.servers.map(code).join(', ')}`;
      return `${code(phase.host)} is ${phase.addresses.map(code).join(', ') || 'unknown'}${asked}`;
    }
    case 'tcp': {
      if (phase.family === 'unix') return code(phase.address);
      const from =
        phase.localPort === undefined ? '' : `, from ${code(place(phase.localAddress ?? '', phase.localPort))}`;
      return `${code(place(phase.address, phase.port))}${from}`;
    }
    case 'proxy': {
      const answered = phase.status === undefined ? '' : `, answered ${phase.status}`;
      return `${code(phase.proxy)}, named by ${SOURCES[phase.from]}${answered}`;
    }
    case 'tls':
      return (
        [phase.version, phase.cipher]
          .filter((word) => word !== undefined)
          .map(code)
          .join(', ') || 'no version agreed'
      );
    case 'request':
      return count(phase.bytes, 'byte');
    case 'response': {
      const first = phase.firstByteMs === undefined ? '' : `, the first at ${phase.firstByteMs.toFixed(3)} ms`;
      return `${count(phase.bytes, 'byte')}${first}`;
    }
    case 'frame':
      return `from the ${phase.from}`;
    default:
      return assertNever(phase);
  }
}

const SOURCES = {
  options: "the connection's options",
  editor: 'the settings of the editor',
  environment: 'the environment',
} as const;

const place = (address: string, port: number): string => `${address.includes(':') ? `[${address}]` : address}:${port}`;

function why({ ok, code: said, message }: Phase): string[] {
  if (ok) return [];
  const words = systemWords(message ?? '');
  return [...(said === undefined ? [] : [code(said)]), ...(words === '' ? [] : [prose(words)])];
}

/** A try that was given up because another one won did not fail. */
const result = ({ ok, code: said }: Phase): string => (ok ? 'ok' : said === 'SUPERSEDED' ? 'not needed' : 'failed');
