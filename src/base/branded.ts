declare const brand: unique symbol;

/** A `T` that the compiler keeps apart from every other `T`; it costs nothing at run time. */
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Microseconds since the Unix epoch (1970-01-01T00:00:00Z); whole or fractional. */
export type Micros = Brand<number, 'Micros'>;

/** Byte offset in what one endpoint wrote, counted from the first byte of its HTTP head. */
export type WireOffset = Brand<number, 'WireOffset'>;

/** Index of a frame in its capture: 0 for the first frame seen, both directions counted together. */
export type FrameId = Brand<number, 'FrameId'>;

export const micros = (value: number): Micros => value as Micros;
export const wireOffset = (value: number): WireOffset => value as WireOffset;
export const frameId = (value: number): FrameId => value as FrameId;
