import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import * as v from 'valibot';
import type { Capture, OpenedCapture, RecordedAttempt } from '../capture/capture.ts';
import { copyCapture } from '../capture/captureCopy.ts';
import type { Phase } from '../diagnosis/phase.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import { safeBody } from '../diagnosis/report/safeBody.ts';
import { starredHead } from '../diagnosis/report/starredHead.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { HttpHead } from '../protocol/httpHead.ts';
import { remarksAtBegin, remarksAtEnd } from '../session/captureRemarks.ts';

/** Bytes that stand somewhere in what an endpoint wrote. */
interface Stretch {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** What a session wrote of its steps; a file of another program has none. */
const writtenPhases = v.object({
  phases: v.array(v.looseObject({ name: v.string(), startMs: v.number(), durationMs: v.number(), ok: v.boolean() })),
});

/**
 * The capture as pcapng, every byte of it at its time; with a star for each byte of what its name calls secret in handshakes, so that
 * all that follows stays where it is. Messages go out as they are. The stream fails when the file cannot be read.
 */
export function pcapngExport(
  capture: Capture & Partial<Pick<OpenedCapture, 'connection'>>,
  keepSecrets: boolean,
): Readable {
  const stream = new PassThrough();
  const gone = new AbortController();
  stream.once('close', () => gone.abort());
  const attemptOf = (number: number): RecordedAttempt | undefined => capture.attempts[number - 1];
  const redacted = keepSecrets ? [] : capture.attempts.map(redactedStretches);
  const copied = copyCapture(
    capture.file,
    {
      connection: capture.connection,
      signal: gone.signal,
      change: (attempt, from, offset, bytes) => {
        for (const stretch of redacted[attempt - 1]?.[from] ?? []) overwrite(bytes, offset, stretch);
      },
      remarks: (number) => {
        const attempt = attemptOf(number);
        if (attempt === undefined || attempt.facts.url === '') return { begin: [], end: [] };
        const { facts, finished } = attempt;
        const phases = v.is(writtenPhases, finished) ? (finished.phases as unknown as readonly Phase[]) : [];
        return { begin: remarksAtBegin(facts.title, maskUrl(facts.url), phases), end: remarksAtEnd(phases) };
      },
    },
    async (chunk) => {
      if (!stream.write(chunk)) await once(stream, 'drain', { signal: gone.signal });
    },
  );
  copied.then(
    () => stream.end(),
    (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return stream;
}

function redactedStretches(attempt: RecordedAttempt): Readonly<Record<Endpoint, readonly Stretch[]>> {
  const { request, interim, response, body, facts } = attempt;
  const head = ({ raw, startOffset }: HttpHead): Stretch => ({
    offset: startOffset,
    bytes: Buffer.from(starredHead(Buffer.from(raw).toString('latin1'), facts.secretParameters), 'latin1'),
  });
  const told = body?.text !== undefined && safeBody(body.text, facts.secretParameters) !== body.text;
  // Its text was taken out of codings, so that the places of secrets on the wire are not known: all of it goes.
  const hidden =
    told && response !== undefined
      ? [{ offset: response.startOffset + response.raw.length, bytes: Buffer.alloc(body.wireLength, '*') }]
      : [];
  return {
    client: request === undefined ? [] : [head(request)],
    server: [...interim.map(head), ...(response === undefined ? [] : [head(response)]), ...hidden],
  };
}

/** Writes what of the stretch falls into `bytes`, which stand at `offset`. */
function overwrite(bytes: Uint8Array, offset: number, stretch: Stretch): void {
  const from = Math.max(offset, stretch.offset);
  const to = Math.min(offset + bytes.length, stretch.offset + stretch.bytes.length);
  if (from < to) bytes.set(stretch.bytes.subarray(from - stretch.offset, to - stretch.offset), from - offset);
}
