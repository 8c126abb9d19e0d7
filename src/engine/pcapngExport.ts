import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import * as v from 'valibot';
import type { Capture, OpenedCapture, RecordedAttempt } from '../capture/capture.ts';
import { copyCapture } from '../capture/captureCopy.ts';
import type { StreamEdit } from '../capture/streamEdit.ts';
import type { Phase } from '../diagnosis/phase.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import { safeBody } from '../diagnosis/report/safeBody.ts';
import { starredHead } from '../diagnosis/report/starredHead.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { HttpHead } from '../protocol/httpHead.ts';
import { SecretBytes, stars } from '../replay/secretBytes.ts';
import { masking } from '../replay/withoutValues.ts';
import { remarksAtBegin, remarksAtEnd } from '../session/captureRemarks.ts';
import { secretEdits } from './secretEdits.ts';

/** What a session wrote of its steps; a file of another program has none. */
const writtenPhases = v.object({
  phases: v.array(v.looseObject({ name: v.string(), startMs: v.number(), durationMs: v.number(), ok: v.boolean() })),
});

/**
 * The capture as pcapng, everything at its time. What its name calls secret in handshakes, and the values of `secrets` wherever they
 * stand, have a star for each byte; all else is as it was, but that compressed messages are written inflated from the first one on
 * that holds such a value. The stream fails when the file cannot be read.
 */
export function pcapngExport(
  capture: Capture & Partial<Pick<OpenedCapture, 'connection'>>,
  { keepSecrets, secrets = [] }: { readonly keepSecrets: boolean; readonly secrets?: readonly string[] },
): Readable {
  const stream = new PassThrough();
  const gone = new AbortController();
  stream.once('close', () => gone.abort());
  const bytes = new SecretBytes(secrets);
  const hidden = masking(secrets);
  const reader = bytes.longest > 0 ? capture.reader() : undefined;
  const copied = copyCapture(
    capture.file,
    {
      connection: capture.connection,
      signal: gone.signal,
      edits: (number, from) => {
        const attempt = capture.attempts[number - 1];
        const begun = attempt === undefined || keepSecrets ? [] : redactedStretches(attempt, bytes, hidden)[from];
        const record = reader?.capture.attempts[number - 1];
        return reader === undefined || record === undefined
          ? inOrder(begun)
          : secretEdits({ reader, record, from, secrets: bytes, begun, signal: gone.signal });
      },
      facts: (facts) => withoutIn(facts, hidden),
      remarks: (number) => {
        const attempt = capture.attempts[number - 1];
        if (attempt === undefined || attempt.facts.url === '') return { begin: [], end: [] };
        const { facts, finished } = attempt;
        const phases = v.is(writtenPhases, finished) ? (finished.phases as unknown as readonly Phase[]) : [];
        const begin = remarksAtBegin(facts.title, maskUrl(facts.url), phases);
        return { begin: begin.map(hidden), end: remarksAtEnd(phases).map(hidden) };
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

function redactedStretches(
  attempt: RecordedAttempt,
  secrets: SecretBytes,
  hidden: (text: string) => string,
): Readonly<Record<Endpoint, readonly StreamEdit[]>> {
  const { request, interim, response, body, facts } = attempt;
  const head = ({ raw, startOffset }: HttpHead): StreamEdit => {
    const starred = starredHead(Buffer.from(raw).toString('latin1'), facts.secretParameters);
    return { offset: startOffset, length: raw.length, bytes: secrets.starred(Buffer.from(starred, 'latin1')) };
  };
  const safe = body?.text === undefined ? undefined : hidden(safeBody(body.text, facts.secretParameters));
  // Its text was taken out of codings, so that the places of secrets on the wire are not known: all of it goes.
  const gone =
    body !== undefined && response !== undefined && body.wireLength > 0 && safe !== body.text
      ? [{ offset: response.startOffset + response.raw.length, length: body.wireLength, bytes: stars(body.wireLength) }]
      : [];
  return {
    client: request === undefined ? [] : [head(request)],
    server: [...interim.map(head), ...(response === undefined ? [] : [head(response)]), ...gone],
  };
}

function inOrder(edits: readonly StreamEdit[]): AsyncIterator<StreamEdit, unknown, undefined> {
  const each = edits.values();
  return { next: () => Promise.resolve(each.next()) };
}

/** A JSON value with texts that `masked` was applied to. */
function withoutIn(value: unknown, masked: (text: string) => string): unknown {
  if (typeof value === 'string') return masked(value);
  if (Array.isArray(value)) return value.map((one) => withoutIn(one, masked));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutIn(one, masked)]));
}
