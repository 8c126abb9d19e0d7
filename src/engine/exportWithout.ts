import type { ExportedAttempt, ExportedCapture, ExportedHead, ExportedMessage } from '../formats/capture/exported.ts';
import { SecretBytes } from '../replay/secretBytes.ts';
import { masking } from '../replay/withoutValues.ts';

/** The export without these values, wherever they stand as they are: names tell of secrets only where there are names. */
export function exportWithout(exported: ExportedCapture, values: ReadonlySet<string>): ExportedCapture {
  const masked = masking(values);
  const secrets = new SecretBytes(values);
  const head = <T extends ExportedHead>(whole: T): T => ({
    ...whole,
    startLine: masked(whole.startLine),
    headers: whole.headers.map(([name, value]) => [name, masked(value)] as const),
  });
  const attempt = (whole: ExportedAttempt): ExportedAttempt => {
    const { url, request, response, body, close } = whole;
    return {
      ...whole,
      url: masked(url),
      request: request && head(request),
      response: response && head(response),
      body: body && { ...body, text: body.text === undefined ? undefined : masked(body.text) },
      close: close && { ...close, reason: masked(close.reason) },
    };
  };
  const message = (whole: ExportedMessage): ExportedMessage => {
    if (!('text' in whole.payload)) {
      // As many bytes as there were, so that what they are can still be told.
      const bytes = secrets.starred(whole.payload.bytes);
      return bytes === whole.payload.bytes ? whole : { ...whole, payload: { bytes }, masked: true };
    }
    const text = masked(whole.payload.text);
    return { ...whole, payload: { text }, masked: whole.masked || text !== whole.payload.text };
  };
  return {
    attempts: exported.attempts.map(attempt),
    messagesOf: async function* (of) {
      for await (const one of exported.messagesOf(of)) yield message(one);
    },
  };
}
