import type { TrafficView } from '../../src/contract/sessionView.ts';
import { opcodeName } from '../../src/protocol/opcode.ts';
import { formatBytes, formatCount, plural } from '../numbers.ts';

const SIDES = ['client', 'server'] as const;

/** What a session exchanges at this moment and has kept, in few words and in many. */
export function trafficWords(traffic: TrafficView): { readonly short: string; readonly long: string } {
  const { framesPerSecond, bytesPerSecond, fileBytes } = traffic;
  const parts: string[] = [];
  if (framesPerSecond > 0) parts.push(`${plural(framesPerSecond, 'frame')}/s`, `${formatBytes(bytesPerSecond)}/s`);
  if (fileBytes > 0) parts.push(`${formatBytes(fileBytes)} on disk`);
  const lines = SIDES.map((side) => {
    const { opcodes, inflatedBytes } = traffic[side];
    const counts = opcodes.flatMap((count, opcode) =>
      count === 0 ? [] : [`${opcodeName(opcode)} ${formatCount(count)}`],
    );
    return `${side}: ${counts.length === 0 ? 'no frames' : counts.join(', ')}; ${formatBytes(inflatedBytes)} of messages, inflated`;
  });
  return { short: parts.join(' · '), long: lines.join('\n') };
}
