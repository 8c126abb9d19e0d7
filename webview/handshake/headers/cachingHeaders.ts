import type { HeaderTable } from './explanation.ts';
import { directive, seconds } from './values.ts';

/** What caches are told. An upgrade is never cached, so that most of it matters for refusals only. */
export const cachingHeaders: HeaderTable = {
  'cache-control': (value) => {
    const age = directive(value, 'max-age');
    return {
      words: 'What caches may do with this message.',
      parts: [
        ...(/\bno-store\b/i.test(value) ? ['no-store: nobody may keep a copy.'] : []),
        ...(/\bno-cache\b/i.test(value) ? ['no-cache: a copy must be checked with the server before it is used.'] : []),
        ...(/\bprivate\b/i.test(value) ? ["private: only the user's own cache may keep a copy."] : []),
        ...(age === undefined ? [] : [`max-age: a copy is good for ${seconds(age)}.`]),
      ],
      section: 'RFC 9111 §5.2',
    };
  },
  pragma: {
    words: 'What caches of the time before Cache-Control were told. "no-cache" asks for a fresh response.',
    section: 'RFC 9111 §5.4',
  },
  age: (value) => ({
    words: `This response comes from a cache, where it was kept for ${/^\s*\d+\s*$/.test(value) ? seconds(Number(value)) : 'some time'}. The server itself may not have seen the request at all.`,
    section: 'RFC 9111 §5.1',
  }),
  expires: {
    words: 'Until when a copy of the response is good.',
    section: 'RFC 9111 §5.3',
  },
  etag: {
    words: 'A mark for this version of the content, by which a copy is compared with it later.',
    section: 'RFC 9110 §8.8.3',
  },
  'last-modified': {
    words: 'When the content was changed last.',
    section: 'RFC 9110 §8.8.2',
  },
  vary: {
    words:
      'The headers of the request that this response depends on, so that a cache does not give it to the wrong client.',
    section: 'RFC 9110 §12.5.5',
  },
  date: {
    words:
      'When the server made this response, by its own clock. Compare it with yours when tokens or certificates seem to be out of date.',
    section: 'RFC 9110 §6.6.1',
  },
};
