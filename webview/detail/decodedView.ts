import type { Inflated } from '../../src/contract/engineContract.ts';
import { utf8Text } from '../../src/lens/byteReader.ts';
import { type Coding, compressionOf } from '../../src/lens/compression.ts';
import { encodedText } from '../../src/lens/encodedText.ts';
import { imageKind } from '../../src/lens/image.ts';
import { jsonNodes } from '../../src/lens/jsonNodes.ts';
import { type Token, readToken } from '../../src/lens/jwt.ts';
import { el } from '../dom.ts';
import { formatBytes, plural } from '../numbers.ts';
import { imageView } from './imageView.ts';
import { jsonRows } from './jsonTree.ts';
import { treeView } from './treeView.ts';
import { hexLines } from './hexView.ts';
import { visibleNodes } from './visibleText.ts';

export type Inflate = (params: {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly coding: Coding;
}) => Promise<Inflated>;

/** One inside the other: more than this is nobody's format. */
const MAX_STEPS = 6;
const MAX_SHOWN_CHARACTERS = 64 * 1024;
const MAX_SHOWN_BYTES = 4 * 1024;

type Content = string | Uint8Array;

/** Whether there is something in a payload that can be decoded, without decoding it. */
export function isDecodable(content: Content): boolean {
  if (typeof content === 'string') return readToken(content) !== undefined || encodedText(content) !== undefined;
  return compressionOf(content) !== undefined;
}

/** What a text or bytes hold in encoded form, one section for each step; nothing when they hold just themselves. */
export async function decodedSections(content: Content, inflate: Inflate): Promise<HTMLElement[]> {
  const sections: HTMLElement[] = [];
  let inside: Content = content;
  for (let step = 0; step < MAX_STEPS; step++) {
    const token = typeof inside === 'string' ? readToken(inside) : undefined;
    if (token !== undefined) return [...sections, tokenSection(token)];
    const next: Step | undefined = await decodeOnce(inside, inflate);
    if (next === undefined) break;
    inside = next.content;
    sections.push(stepSection(next));
    if (next.problem !== undefined) break;
  }
  if (sections.length > 0) sections.push(contentSection(inside));
  return sections;
}

interface Step {
  /** "gzip". */
  readonly from: string;
  readonly content: Content;
  readonly problem?: string;
}

async function decodeOnce(content: Content, inflate: Inflate): Promise<Step | undefined> {
  if (typeof content === 'string') {
    const encoded = encodedText(content);
    if (encoded === undefined) return undefined;
    if (encoded.scheme === 'percent-encoding') return { from: encoded.scheme, content: encoded.text };
    return { from: encoded.scheme, content: asText(encoded.bytes) };
  }
  const coding = compressionOf(content);
  if (coding === undefined) return undefined;
  // A copy: of a part of a larger buffer all of it would be sent.
  const { bytes, end } = await inflate({ bytes: new Uint8Array(content), coding });
  // Bytes may begin like a compression by chance.
  if (end === 'malformed' && bytes.length === 0) return undefined;
  const problem =
    end === 'cap'
      ? `Only the first ${formatBytes(bytes.length)} are inflated.`
      : end === 'malformed'
        ? 'From some byte on this is not what the coding says: it is inflated up to there.'
        : undefined;
  return { from: coding, content: asText(bytes), ...(problem === undefined ? {} : { problem }) };
}

/** Text is looked into as text; what is compressed, an image, or no UTF-8 stays bytes. */
const asText = (bytes: Uint8Array): Content =>
  compressionOf(bytes) === undefined && imageKind(bytes) === undefined ? (utf8Text(bytes) ?? bytes) : bytes;

const sizeOf = (content: Content): string =>
  typeof content === 'string' ? plural(content.length, 'character') : plural(content.length, 'byte');

const stepSection = ({ from, content, problem }: Step): HTMLElement =>
  el(
    'p',
    { class: 'decoded-step' },
    `Decoded from ${from}: ${sizeOf(content)}.`,
    problem !== undefined && el('strong', {}, ` ${problem}`),
  );

function contentSection(content: Content): HTMLElement {
  if (typeof content !== 'string') {
    if (imageKind(content) !== undefined) return imageView(content);
    const lines = hexLines(content.subarray(0, MAX_SHOWN_BYTES), 0).map(
      ({ offset, hex, ascii }) => `${offset}  ${hex}  ${ascii}\n`,
    );
    return el('pre', { class: 'decoded-bytes', tabindex: 0, 'aria-label': 'Decoded bytes' }, ...lines);
  }
  const json = /^\s*[[{]/.test(content) ? jsonNodes(content, 100_000) : undefined;
  if (json?.ok === true) {
    const attributes = { class: 'json-tree mono' };
    return treeView('Decoded JSON', jsonRows(content, json.nodes).roots, undefined, attributes).element;
  }
  const cut = content.length > MAX_SHOWN_CHARACTERS;
  return el(
    'div',
    {},
    el(
      'pre',
      { class: 'payload-text', tabindex: 0, 'aria-label': 'Decoded text' },
      ...visibleNodes(content.slice(0, MAX_SHOWN_CHARACTERS)),
    ),
    cut && el('p', { class: 'quiet' }, `The first ${plural(MAX_SHOWN_CHARACTERS, 'character')} are shown.`),
  );
}

function tokenSection(token: Token): HTMLElement {
  const tree = (label: string, text: string): HTMLElement => {
    const read = jsonNodes(text);
    return treeView(label, read.ok ? jsonRows(text, read.nodes).roots : [], undefined, { class: 'json-tree mono' })
      .element;
  };
  const unsigned = token.signatureBytes === 0 || token.algorithm === 'none';
  const signature = unsigned
    ? 'This token has no signature: anybody could have written it.'
    : `The signature (${token.algorithm ?? 'no algorithm named'}, ${plural(token.signatureBytes, 'byte')}) was not checked: that takes the issuer's key. Do not trust these claims because they are shown.`;
  return el(
    'section',
    { class: 'token', 'aria-label': 'JSON Web Token', testid: 'decoded-token' },
    el('h3', {}, 'JSON Web Token'),
    el('p', { class: 'token-unverified' }, signature),
    el('h4', {}, 'Header'),
    tree('Header of the token', token.header),
    el('h4', {}, 'Claims'),
    tree('Claims of the token', token.payload),
    token.times.length > 0 && el('ul', { class: 'token-times' }, ...token.times.map(timeItem)),
  );
}

function timeItem({ claim, meaning, atMs }: Token['times'][number]): HTMLElement {
  const time = new Date(atMs);
  const shown = Number.isNaN(time.getTime()) ? `${atMs / 1000} s` : time.toISOString();
  return el('li', {}, el('code', {}, claim), ` ${meaning} ${shown}, ${relative(atMs - Date.now())}`);
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** "in 2 hours", "3 days ago". */
export function relative(ms: number): string {
  const [unit, size] = UNITS.find(([, one]) => Math.abs(ms) >= one) ?? (['second', 1000] as const);
  const count = plural(Math.floor(Math.abs(ms) / size), unit);
  return ms < 0 ? `${count} ago` : `in ${count}`;
}
