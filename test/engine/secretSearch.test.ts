import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Piece, SecretSearch } from '../../src/engine/secretSearch.ts';
import { SecretBytes } from '../../src/replay/secretBytes.ts';
import { utf8 } from '../support/captureStreams.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('SecretSearch', () => {
  function searched(values: readonly string[], pieces: readonly string[]) {
    const found: [number, number][] = [];
    const search = new SecretSearch<Piece>(new SecretBytes(values), ({ offset }, { start, end }) => {
      found.push([offset + start, offset + end]);
    });
    let offset = 0;
    for (const piece of pieces) {
      search.push({ bytes: utf8(piece), offset });
      // Pieces need not follow each other on the wire.
      offset += piece.length + 100;
    }
    return { found, search };
  }

  test('finds a secret across pieces, each place in its piece', () => {
    const { found, search } = searched(['secret'], ['a se', '', 'cr', 'et b', 'secret']);
    search.end();
    expect(found).toEqual([
      [2, 4],
      [204, 206],
      [306, 308],
      [410, 416],
    ]);
  });

  test('tells a place when nothing can be added to it, and where that is not so yet', () => {
    const { found, search } = searched(['secret'], ['secret', '....', '..']);
    expect(found).toEqual([[0, 6]]);
    expect(search.heldFrom).toBe(106);
    search.end();
    expect(search.heldFrom).toBe(Number.POSITIVE_INFINITY);
  });

  test('wherever pieces end, the same bytes are found', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 60 });
    const values = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 4, maxLength: 9 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(letters, values, fc.array(fc.nat(6)), (whole, secrets, cuts) => {
        const bytes = new SecretBytes(secrets);
        const starred = utf8(whole);
        const search = new SecretSearch<Piece>(bytes, ({ offset }, { start, end }) =>
          starred.fill(0x2a, offset + start, offset + end),
        );
        let at = 0;
        for (const cut of [...cuts, whole.length]) {
          search.push({ bytes: utf8(whole.slice(at, at + cut)), offset: at });
          at += cut;
        }
        search.end();
        expect(text(starred)).toBe(text(bytes.starred(utf8(whole))));
      }),
    );
  });
});
