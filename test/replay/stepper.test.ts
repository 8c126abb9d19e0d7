import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/replay/sequence.ts';
import { type Paused, Stepper } from '../../src/replay/stepper.ts';
import { settle } from './fakes.ts';

const wait = (ms: number): Step => ({ kind: 'wait', ms });

function begin(paused: boolean, breakpoints: readonly number[] = []) {
  const told: (number | undefined)[] = [];
  const stepper = new Stepper({ paused, breakpoints, onChange: (at) => told.push(at?.index) });
  const ran: Step[] = [];
  const reach = (index: number): void => {
    void stepper.gate({ index, step: wait(index), variables: {} } satisfies Paused).then((step) => ran.push(step));
  };
  return { stepper, told, ran, reach };
}

describe('Stepper', () => {
  it('holds nothing unless told to', async () => {
    const { ran, reach, told } = begin(false);
    reach(0);
    await settle();
    expect([ran, told]).toEqual([[wait(0)], []]);
  });

  it('does one step at a time, and another in its place', async () => {
    const { stepper, ran, reach, told } = begin(true);
    reach(0);
    await settle();
    expect([ran, stepper.paused?.index]).toEqual([[], 0]);
    stepper.step(wait(99));
    reach(1);
    await settle();
    expect(ran).toEqual([wait(99)]);
    stepper.step();
    await settle();
    expect(ran).toEqual([wait(99), wait(1)]);
    expect(told).toEqual([0, undefined, 1, undefined]);
    stepper.step();
    stepper.continue();
  });

  it('goes on to the next breakpoint', async () => {
    const { stepper, ran, reach } = begin(true, [2]);
    reach(0);
    stepper.continue();
    reach(1);
    reach(2);
    await settle();
    expect([ran.length, stepper.paused?.index]).toEqual([2, 2]);
    stepper.setBreakpoints([]);
    stepper.continue();
    reach(2);
    await settle();
    expect(ran.length).toBe(4);
    stepper.pause();
    reach(3);
    await settle();
    expect(stepper.paused?.index).toBe(3);
  });

  it('holds branches one after the other', async () => {
    const { stepper, ran, reach, told } = begin(true);
    reach(0);
    reach(5);
    stepper.step();
    await settle();
    expect([ran, stepper.paused?.index, told]).toEqual([[wait(0)], 5, [0, 5]]);
    reach(6);
    stepper.continue();
    await settle();
    expect(ran.length).toBe(3);
  });
});
