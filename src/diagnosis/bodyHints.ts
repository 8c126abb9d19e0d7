import type { ResponseBody } from '../protocol/responseBody.ts';
import { excerpt } from './wording.ts';

/** What the body of a refused upgrade tells a person. Every text is one line and short. */
export interface BodyHints {
  readonly kind: 'empty' | 'html' | 'json' | 'text' | 'bytes';
  /** The page's title, or its first heading. */
  readonly pageTitle: string | undefined;
  /** The message that the body is about: of problem details (RFC 9457), a JSON error, a GraphQL error, or short plain text. */
  readonly message: string | undefined;
  /** What a page says below its title and headings, or in its code block. */
  readonly pageWords: string | undefined;
  /** The page asks for a password. */
  readonly login: boolean;
  /** The page is the shell of a single-page application: scripts and an empty root. */
  readonly applicationShell: boolean;
}

/** Hints stand near the top; the rest of a long body only costs time. */
const READ = 16_384;

/** The beginning of the body's text, which is all that is searched; undefined when it is no text. */
export const bodyStart = (body: ResponseBody | undefined): string | undefined => body?.text?.slice(0, READ);

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Text of an HTML fragment without its tags. It is shown as text only, never as HTML. */
export function plainText(html: string): string {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^>]{0,1000}>/g, ' ')
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      const code = decimal === undefined ? (hex === undefined ? undefined : Number.parseInt(hex, 16)) : Number(decimal);
      if (code !== undefined) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      return entities[name?.toLowerCase() ?? ''] ?? whole;
    })
    .replace(/\s+/g, ' ')
    .trim();
}

export function bodyHints(body: ResponseBody | undefined): BodyHints {
  const nothing = {
    pageTitle: undefined,
    message: undefined,
    pageWords: undefined,
    login: false,
    applicationShell: false,
  };
  if (body === undefined || body.bytes.length === 0) return { ...nothing, kind: 'empty' };
  const text = bodyStart(body);
  if (text === undefined) return { ...nothing, kind: 'bytes' };
  if (/^\s*[[{"]/.test(text) || /[/+]json\b/i.test(body.contentType ?? '')) {
    const message = jsonMessage(text);
    return { ...nothing, kind: 'json', message: message ?? excerpt(text) };
  }
  if (/<(!doctype html|html|head|body|title|h1|pre)\b/i.test(text)) {
    return { ...html(text), kind: 'html' };
  }
  return { ...nothing, kind: 'text', message: xmlMessage(text) ?? excerpt(text) };
}

function html(text: string): Omit<BodyHints, 'kind'> {
  const inside = (tag: string): string | undefined => {
    const found = new RegExp(`<${tag}\\b[^>]{0,300}>([\\s\\S]{0,2000}?)</${tag}\\s*>`, 'i').exec(text)?.[1];
    const plain = found === undefined ? '' : plainText(found);
    return plain === '' ? undefined : excerpt(plain, 120);
  };
  const plain = plainText(text.replace(/<title\b[\s\S]{0,1000}?<\/title\s*>/i, ''));
  return {
    pageTitle: inside('title') ?? inside('h1'),
    message: inside('pre') ?? (plain === '' ? undefined : excerpt(plain)),
    pageWords: inside('pre') ?? belowHeadings(text),
    login:
      /<input\b[^>]{0,500}?type\s*=\s*["']?password/i.test(text) ||
      /<title[^>]{0,300}>[^<]{0,300}\b(log ?in|sign ?in|anmelden|einloggen|connexion)\b/i.test(text),
    applicationShell:
      /<div\b[^>]{0,300}?\bid\s*=\s*["']?(root|app|__next|__nuxt|q-app|svelte)\b/i.test(text) ||
      /<app-root\b/i.test(text) ||
      (/<script\b[^>]{0,300}?type\s*=\s*["']?module/i.test(text) && plain.length < 400),
  };
}

/** The text without title and headings, which mostly repeat the status, and without the server's signature under a rule. */
function belowHeadings(text: string): string | undefined {
  const rest = text
    .replace(/<(title|h1|h2)\b[\s\S]{0,1000}?<\/\1\s*>/gi, ' ')
    .replace(/<hr\b[^>]{0,300}>\s*<(center|address)\b[\s\S]{0,500}?<\/\1\s*>/gi, ' ');
  const plain = plainText(rest);
  return plain === '' ? undefined : excerpt(plain);
}

/** Such as S3's `<Message>`, in an error that is XML. */
function xmlMessage(text: string): string | undefined {
  const found = /^\s*<[\s\S]*?<(message|detail|faultstring|title)\b[^>]{0,300}>([^<]{1,2000})</i.exec(text)?.[2];
  return found === undefined ? undefined : excerpt(plainText(found));
}

const told = [
  'detail',
  'error_description',
  'message',
  'title',
  'error',
  'reason',
  'msg',
  'Message',
  'description',
] as const;

/** The sentence a JSON error is about, wherever its framework puts it. */
function jsonMessage(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Cut at the cap or no JSON after all: it is quoted as it stands.
    return undefined;
  }
  const found = messageIn(value, 0);
  return found === undefined ? undefined : excerpt(found);
}

function messageIn(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value !== 'object' || value === null || depth > 4) return undefined;
  if (Array.isArray(value)) return messageIn(value[0], depth + 1);
  const record = value as Readonly<Record<string, unknown>>;
  // FastAPI and Pydantic name the field that they speak of.
  if (Array.isArray(record['loc']) && typeof record['msg'] === 'string')
    return `${record['loc'].join('.')}: ${record['msg']}`;
  const errors = messageIn(record['errors'], depth + 1);
  if (Array.isArray(record['errors']) && errors !== undefined) return errors;
  const parts = told.map((key) => messageIn(record[key], depth + 1)).filter((part) => part !== undefined);
  const distinct = [...new Set(parts)].slice(0, 2);
  // Problem details have both a title for the kind and a detail for the case (RFC 9457 §3.1).
  if (typeof record['title'] === 'string' && typeof record['detail'] === 'string')
    return `${record['title']}: ${record['detail']}`;
  return distinct[0] ?? errors;
}
