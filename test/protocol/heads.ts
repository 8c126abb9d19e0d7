import { wireOffset } from '../../src/base/branded.ts';
import type { RequestHead, ResponseHead } from '../../src/protocol/httpHead.ts';
import { parseRequestHead, parseResponseHead } from '../../src/protocol/httpHeadParser.ts';
import { requestText, responseText } from './recorder.ts';

export const requestOf = (text: string): RequestHead => parseRequestHead(Buffer.from(text, 'latin1'), wireOffset(0));
export const responseOf = (text: string): ResponseHead => parseResponseHead(Buffer.from(text, 'latin1'), wireOffset(0));

/** A good request or response with some lines taken out (by the start of their text) and others put in. */
function changed(text: string, without: readonly string[], more: readonly string[]): string {
  const lines = text.split('\r\n').filter((line) => !without.some((start) => start !== '' && line.startsWith(start)));
  return [...lines.slice(0, -2), ...more, '', ''].join('\r\n');
}

export const request = (without: readonly string[] = [], ...more: readonly string[]): RequestHead =>
  requestOf(changed(requestText(), without, more));
export const response = (without: readonly string[] = [], ...more: readonly string[]): ResponseHead =>
  responseOf(changed(responseText(), without, more));
