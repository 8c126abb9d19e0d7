import artillery from '@artilleryio/int-core';
import { parse } from 'yaml';

/**
 * Runs an Artillery script by Artillery's own runner until its virtual users are done, three of them rather than as many as the script
 * says. Gives the runner's counters.
 */
export async function runOnArtillery(script: string): Promise<Readonly<Record<string, number>>> {
  const { config, ...rest } = parse(script) as { readonly config: object };
  const short = { ...rest, config: { ...config, phases: [{ duration: 1, arrivalCount: 3 }] } };
  const runner = await artillery.runner.runner(short, undefined, {});
  return new Promise((done) => {
    runner.on('done', ({ counters }) => done(counters));
    runner.run();
  });
}
