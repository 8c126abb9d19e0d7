import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FrameHeader } from '../../src/protocol/frame.ts';
import { runProgram } from '../support/programs.ts';
import { pcapOf } from './pcap.ts';
import type { Piece } from './recorder.ts';

/** A frame in the words that tshark prints; `text` is what came out of inflation. */
export type TsharkFrame = Readonly<Record<'fin' | 'rsv' | 'opcode' | 'masked' | 'key' | 'length' | 'text', string>>;

/** What tshark prints of each WebSocket frame, in order. */
export function tsharkFrames(pieces: readonly Piece[]): TsharkFrame[] {
  const file = join(mkdtempSync(join(tmpdir(), 'websocket-frames-')), 'frames.pcap');
  writeFileSync(file, pcapOf(pieces));
  const { stdout } = runProgram('tshark', ['-r', file, '-Y', 'websocket', '-O', 'websocket']);
  rmSync(dirname(file), { recursive: true });
  return stdout
    .split(/^WebSocket$/m)
    .slice(1)
    .map((block) => {
      const field = (pattern: RegExp): string => pattern.exec(block)?.[1] ?? '';
      return {
        fin: field(/Fin: (\w+)/),
        rsv: field(/Reserved: 0x(\d)/),
        opcode: field(/Opcode: [\w ]+\((\d+)\)/),
        masked: field(/Mask: (\w+)/),
        key: field(/Masking-Key: (\w+)/),
        length: field(/(?:Extended Payload length \(\d\d bits\)|Payload length): (\d+)(?! *Extended)$/m),
        text: field(/Text: (.*)$/m),
      };
    });
}

/** Our header in tshark's words. */
export function inTsharkWords(header: FrameHeader): TsharkFrame {
  const yes = (flag: boolean): string => (flag ? 'True' : 'False');
  return {
    fin: yes(header.fin),
    rsv: String((header.rsv1 ? 4 : 0) + (header.rsv2 ? 2 : 0) + (header.rsv3 ? 1 : 0)),
    opcode: String(header.opcode),
    masked: yes(header.masked),
    key: header.masked ? header.maskingKey.toString(16).padStart(8, '0') : '',
    length: String(header.payloadLength),
    text: '',
  };
}
