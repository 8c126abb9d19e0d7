import { describe, expect, it } from 'vitest';
import {
  hasVariable,
  isVariableName,
  referencesIn,
  replaceReferences,
  writeReference,
} from '../../src/profiles/references.ts';

describe('hasVariable', () => {
  it('knows a reference from loose characters', () => {
    expect(['${env:A}', 'a${x}b', '$', '${', '$x', '{x}'].map(hasVariable)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('referencesIn', () => {
  it.each([
    ['${host}', { kind: 'variable', name: 'host' }],
    ['${a.b-c_1}', { kind: 'variable', name: 'a.b-c_1' }],
    ['${env:PATH}', { kind: 'env', name: 'PATH' }],
    ['${secret:chat token}', { kind: 'secret', name: 'chat token' }],
    ['${input:room}', { kind: 'input', name: 'room' }],
    ['${config:http.proxy}', { kind: 'config', name: 'http.proxy' }],
    ['${command:a.b:c}', { kind: 'command', name: 'a.b:c' }],
    ['${workspaceFolder}', { kind: 'place', name: 'workspaceFolder' }],
    ['${workspaceFolder:api}', { kind: 'place', name: 'workspaceFolder', folder: 'api' }],
    ['${userHome}', { kind: 'place', name: 'userHome' }],
  ])('reads %s, and writes it again', (written, reference) => {
    expect(referencesIn(`x${written}y`)).toEqual([{ reference, offset: 1 }]);
    expect(writeReference(reference as Parameters<typeof writeReference>[0])).toBe(written);
  });

  it.each([
    ['${}', 'A variable is called by letters'],
    ['${1a}', 'A variable is called by letters'],
    ['${enf:A}', 'Known are ${env:…}'],
    ['${env:}', 'A name is missing'],
    ['${secret: }', 'A name is missing'],
    ['${userHome:x}', 'Write ${userHome}'],
    ['${workspaceFolder:}', '${workspaceFolder:NAME}'],
  ])('says what is wrong with %s', (written, words) => {
    const [found] = referencesIn(written);
    expect(found?.reference).toMatchObject({ kind: 'unknown' });
    expect(JSON.stringify(found)).toContain(words);
    expect(found && writeReference(found.reference)).toBe(written);
  });

  it('counts every one from its dollar sign', () => {
    expect(referencesIn('${a}-${b}').map(({ offset }) => offset)).toEqual([0, 5]);
  });
});

describe('replaceReferences', () => {
  it('leaves standing what has no replacement', () => {
    expect(replaceReferences('${a} ${b}', ({ name }) => (name === 'a' ? '$&' : undefined))).toBe('$& ${b}');
  });
});

describe('isVariableName', () => {
  it('takes no place name and no blank', () => {
    expect(['a', '_x', 'a.b', 'userHome', '', 'a b', '1', '-a'].map(isVariableName)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
