const COUNT = new Intl.NumberFormat('en-US');

/** 1234567 → "1,234,567". */
export const formatCount = (value: number): string => COUNT.format(value);

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** Milliseconds with the digits of microseconds, groups of three apart: 1234.5 → "1,234.500". */
export function formatMicros(ms: number): string {
  const whole = Math.round(ms * 1000);
  return `${formatCount(Math.floor(whole / 1000))}.${String(whole % 1000).padStart(3, '0')}`;
}

/** A duration for reading, not for measuring: 0.42 ms, 18 ms, 2.3 s. */
export function formatDuration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(2)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

/** 5 → "5 B", 70000 → "68.4 KiB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${formatCount(bytes)} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit] ?? ''}`;
}
