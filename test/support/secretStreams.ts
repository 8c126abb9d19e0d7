import type { Capture } from '../../src/capture/capture.ts';
import { EditedStream, type StreamEdit } from '../../src/capture/streamEdit.ts';
import type { SecretStream } from '../../src/engine/secretEdits.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import { SecretBytes } from '../../src/replay/secretBytes.ts';

/** The first attempt's bytes of that endpoint, as they are searched for secrets. */
export function secretStream(capture: Capture, from: Endpoint, ...secrets: readonly string[]): SecretStream {
  const reader = capture.reader();
  const [record] = reader.capture.attempts;
  if (record === undefined) throw new Error('The capture has no attempt.');
  const { signal } = new AbortController();
  return { reader, record, from, secrets: new SecretBytes(secrets), begun: [], signal };
}

/** What these edits make of all that the endpoint wrote. */
export async function edited(
  { reader, record, from }: SecretStream,
  edits: AsyncGenerator<StreamEdit> | Promise<readonly StreamEdit[]>,
): Promise<Buffer> {
  const { segments } = record.directions[from];
  const bytes = await reader.bytes.read(segments, 0, segments.end);
  const stream = new EditedStream('next' in edits ? edits : inOrder(await edits));
  await stream.readyFor(bytes.length);
  return Buffer.from(stream.take(bytes));
}

async function* inOrder(edits: readonly StreamEdit[]): AsyncGenerator<StreamEdit> {
  yield* await Promise.resolve(edits);
}
