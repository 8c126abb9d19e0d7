import { expect, it } from 'vitest';
import { Emitter } from '../../src/base/emitter.ts';

it('calls its listeners in order until they leave', () => {
  const log: string[] = [];
  const emitter = new Emitter<number>();
  const first = emitter.event((value) => log.push(`a${value}`));
  emitter.event((value) => {
    log.push(`b${value}`);
    first.dispose();
  });
  emitter.fire(1);
  emitter.fire(2);
  expect(log).toEqual(['a1', 'b1', 'b2']);
  emitter.dispose();
  emitter.fire(3);
  expect(log).toHaveLength(3);
});
