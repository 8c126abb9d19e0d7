import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { micros } from '../../../src/base/branded.ts';
import { type AttemptRecorder, createCapture } from '../../../src/capture/capture.ts';
import { encodeFrame } from '../../../src/protocol/frameEncoder.ts';

const START = 1_700_000_000_000_000;
const CHUNK_BYTES = 64 * 1024;
const MAX_PENDING_BYTES = 64 * 1024 * 1024;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The opening handshake; `extensions` is what both sides say. */
export function openOn(recorder: AttemptRecorder, extensions?: string): void {
  const line = extensions === undefined ? '' : `Sec-WebSocket-Extensions: ${extensions}\r\n`;
  const request =
    'GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n${line}\r\n`;
  const response =
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    `Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n${line}\r\n`;
  recorder.bytes('client', utf8(request), micros(START));
  recorder.bytes('server', utf8(response), micros(START));
}

/** A capture file of `frames` text frames of the server, `size` bytes each. The folder is the caller's to remove. */
export async function recordedFile(
  frames: number,
  size: number,
): Promise<{ readonly file: string; readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'wsi-bench-'));
  const capture = createCapture({ file: join(folder, 'recorded.pcapng') });
  const recorder = capture.beginAttempt({ url: '', title: '', startedAt: micros(START) });
  openOn(recorder);
  const frame = encodeFrame({ opcode: 1, payload: new Uint8Array(size).fill(0x61) });
  const framesAChunk = Math.max(1, Math.floor(CHUNK_BYTES / frame.length));
  for (let given = 0; given < frames;) {
    const count = Math.min(framesAChunk, frames - given);
    recorder.bytes('server', Buffer.concat(Array.from({ length: count }, () => frame)), micros(START + given));
    given += count;
    await turn();
    while (capture.pendingBytes > MAX_PENDING_BYTES) await turn();
  }
  await capture.close();
  capture.dispose();
  return { file: capture.file, folder };
}
