/** Bad arguments: the message names the argument and how to mend it. Exit status 2. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}
