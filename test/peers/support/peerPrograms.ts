// The programs that the tests talk to, as Debian names and packages them. Read by .scripts/peers.mts too.
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { isExecutable } from '../../../.scripts/programs.mts';

interface PeerProgram {
  /** What it may be called. */
  readonly names: readonly string[];
  /** The Debian package that brings it. */
  readonly debian: string;
  /** Arguments with which it ends at once, by status 0 where it has all that we need. */
  readonly trial?: readonly string[];
}

export const peerPrograms = {
  openssl: { names: ['openssl'], debian: 'openssl' },
  nginx: { names: ['nginx'], debian: 'nginx-light' },
  haproxy: { names: ['haproxy'], debian: 'haproxy' },
  squid: { names: ['squid'], debian: 'squid' },
  tinyproxy: { names: ['tinyproxy'], debian: 'tinyproxy' },
  dante: { names: ['danted', 'sockd'], debian: 'dante-server' },
  // A library: it shows dante accounts that this machine does not have.
  'libnss-wrapper': {
    names: ['sh'],
    debian: 'libnss-wrapper',
    trial: ['-c', '! LD_PRELOAD=libnss_wrapper.so env true 2>&1 | grep -q .'],
  },
  dnsmasq: { names: ['dnsmasq'], debian: 'dnsmasq-base' },
  mosquitto: { names: ['mosquitto'], debian: 'mosquitto' },
  // A Python of one's own on the PATH does not see Debian's modules.
  'python3-websockets': { names: ['python3'], debian: 'python3-websockets', trial: ['-c', 'import websockets'] },
} as const satisfies Readonly<Record<string, PeerProgram>>;

export type PeerName = keyof typeof peerPrograms;

/** Servers stand where only root's PATH leads to. */
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin', '/usr/bin'];

/** The full path of a program that works, undefined where this machine has none. */
export function findPeer(name: PeerName): string | undefined {
  const { names, trial }: PeerProgram = peerPrograms[name];
  return names
    .flatMap((one) => folders.map((folder) => join(folder, one)))
    .find((path) => isExecutable(path) && works(path, trial));
}

const works = (path: string, trial: readonly string[] | undefined): boolean =>
  trial === undefined || spawnSync(path, trial, { stdio: 'ignore' }).status === 0;
