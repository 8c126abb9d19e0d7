import type { FrameId } from '../base/branded.ts';
import type { FrameHeader } from '../protocol/frame.ts';
import { describeOpcode } from '../protocol/opcode.ts';
import type { Violation, ViolationRule } from '../protocol/violation.ts';
import type { LikelyCause, Remedy, Stage } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';

/** One broken rule of the stream, with all that there is to tell about it. */
export interface Telling {
  readonly violation: Violation;
  readonly frame: FrameId | undefined;
  /** 1-based, as shown; undefined when no frame is concerned. */
  readonly number: number | undefined;
  readonly header: FrameHeader | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly evidence: Evidence;
}

/** What a broken rule means, told as a story. */
export interface Story {
  readonly title: string;
  /** The code with which its receiver ends the connection (RFC 6455 §7.4.1); undefined when it may go on. */
  readonly code: 1002 | 1003 | 1007 | 1009 | undefined;
  readonly likelyCauses: readonly LikelyCause[];
  readonly remedies: readonly Remedy[];
  /** A sentence more, between what happened and what the receiver must do. */
  readonly more?: string;
  readonly stage?: Stage;
  /** Where the broken rule is only a symptom: what it is a symptom of, kebab-case; the rule's own name when absent. */
  readonly cause?: string;
}

/** Stories by the rule that they are about. */
export type Stories = Partial<Record<ViolationRule, (telling: Telling) => Story>>;

/** `frame 3 (text frame)`, or `the stream` when no frame is concerned. */
export function frameName({ number, header }: Telling): string {
  if (number === undefined) return 'the stream';
  return header === undefined ? `frame ${number}` : `frame ${number} (${describeOpcode(header.opcode)})`;
}

/** `Frame 3 (text frame)`, at the beginning of a sentence. */
export function frameTitle(telling: Telling): string {
  const name = frameName(telling);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** `The server` or `We`, at the beginning of a sentence. */
export const who = ({ violation }: Telling): string => (violation.by === 'server' ? 'The server' : 'We');

/** The beginning of an unmasked, uncompressed payload, where it is on record. */
export function payloadStart({ header, bytes }: Telling): Uint8Array | undefined {
  return header === undefined || bytes === undefined || header.masked ? undefined : bytes.subarray(header.headerLength);
}

/** `server` or `client`, in the middle of one. */
export const side = ({ violation }: Telling): string => (violation.by === 'server' ? 'the server' : 'the client');

export const byHand: LikelyCause = {
  cause: 'The frames are put together by hand, not by a WebSocket library',
  because: 'Libraries do not let this happen.',
};
