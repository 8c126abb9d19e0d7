import type { GenericSchema, InferOutput } from 'valibot';

/**
 * One method of a contract: the schema that its parameters are checked with at the border, and the type of its result.
 * Results need no schema: they come from our own side.
 */
export interface Method<Params = unknown, Result = unknown> {
  readonly params: GenericSchema<unknown, Params>;
  /** Never set: carries the type only. */
  readonly result?: Result;
}

export type Methods = Readonly<Record<string, Method>>;

export type ParamsOf<M> = M extends Method<infer P> ? P : never;
export type ResultOf<M> = M extends { readonly result?: infer R } ? Exclude<R, undefined> : never;

/** What the answering side must have: one handler for every method, so that a missing one does not compile. */
export type Handlers<M extends Methods> = {
  readonly [Name in keyof M]: (
    params: ParamsOf<M[Name]>,
    signal: AbortSignal,
  ) => ResultOf<M[Name]> | Promise<ResultOf<M[Name]>>;
};

export interface CallOptions {
  /** Milliseconds until the call fails; the default is 30,000, and 0 waits for ever. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** The asking side's only entry. */
export type Call<M extends Methods> = <Name extends keyof M & string>(
  name: Name,
  params: ParamsOf<M[Name]>,
  options?: CallOptions,
) => Promise<ResultOf<M[Name]>>;

/** Declares a method: `method(schema).returns<Result>()`. */
export function method<S extends GenericSchema>(params: S) {
  return {
    returns: <Result>(): Method<InferOutput<S>, Result> => ({
      params: params,
    }),
  };
}
