import type { OpenedCapture } from './recordedCapture.ts';

/** Sentences shown of the problems that a file has. */
const SHOWN = 10;

/** What the user has to know of a file that was opened, in whole sentences; nothing when all of it could be read. */
export function troubleWith(capture: OpenedCapture, asked: number | undefined): readonly string[] {
  const { cut, problems, problemCount, connections, attempts, encryptedConnections } = capture;
  const sentences: string[] = [];
  if (cut !== undefined) sentences.push(`${cut.reason} (at byte ${cut.offset})`);
  for (const { sentence, offset } of problems.slice(0, SHOWN)) sentences.push(`${sentence} (at byte ${offset})`);
  if (problemCount > SHOWN) sentences.push(`${problemCount - SHOWN} more problems like these.`);
  if (attempts.length === 0) {
    sentences.push(
      asked === undefined
        ? `It holds no WebSocket connection.${encryptedConnections > 0 ? encrypted(encryptedConnections) : ''}`
        : `It holds no connection ${asked}.`,
    );
  } else if (asked === undefined && connections.length > 1) {
    sentences.push(`It holds ${connections.length} WebSocket connections; choose one by its number.`);
  }
  return sentences;
}

const encrypted = (count: number): string =>
  ` ${count} ${count === 1 ? 'connection is' : 'connections are'} encrypted by TLS: only plaintext can be read.`;
