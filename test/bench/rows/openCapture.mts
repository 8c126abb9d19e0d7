// A capture of a million frames: until its index is ready, against `tshark -r F -Y websocket` on the same file, by turns.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { openCaptureFile } from '../../../src/capture/capture.ts';
import { recordedFile } from '../support/recordedFile.mts';
import { median, tell } from '../support/row.mts';

const FRAMES = Number(process.env['BENCH_FRAMES'] ?? 1_000_000);
const ROUNDS = 3;
const OTHER = 'tshark';

const { file, folder } = await recordedFile(FRAMES, 64);
try {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let began = performance.now();
    const capture = await openCaptureFile({ file });
    ours.push(performance.now() - began);
    if (capture.frameCount !== FRAMES) throw new Error(`${capture.frameCount} of ${FRAMES} frames were found.`);
    capture.dispose();
    began = performance.now();
    const { error, status } = spawnSync(OTHER, ['-r', file, '-Y', 'websocket'], { stdio: 'ignore' });
    if (error !== undefined || status !== 0) throw error ?? new Error(`${OTHER} ended with ${status}.`);
    theirs.push(performance.now() - began);
  }
  const [own, other] = [median(ours), median(theirs)];
  tell({
    what: `opening a capture of ${FRAMES / 1e6} M frames`,
    yardstick: `${OTHER}, ${(other / 1000).toFixed(1)} s`,
    wanted: '≥ 10 × faster',
    measured: `${(other / own).toFixed(1)} × (${(own / 1000).toFixed(2)} s)`,
    met: other / own >= 10,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
