import { type Memento, commands, window } from 'vscode';
import type { Input } from '../profiles/inputs.ts';
import type { Found } from '../profiles/variables.ts';
import { type Secrets, passwordName } from './secrets.ts';

/** Asks for inputs. Passwords are asked for once and kept as secrets; other answers are offered again the next time. */
export class InputAnswers {
  readonly #secrets: Pick<Secrets, 'get' | 'set'>;
  readonly #state: Memento;

  constructor(secrets: Pick<Secrets, 'get' | 'set'>, state: Memento) {
    this.#secrets = secrets;
    this.#state = state;
  }

  /** `file` is the profile file, as two of them may have inputs of one name. */
  async answer(input: Input, file: string): Promise<Found> {
    switch (input.type) {
      case 'command': {
        const value = await commands.executeCommand(input.command, input.args);
        if (typeof value === 'string') return { value };
        return without(`The command "${input.command}" of the input "${input.id}" answered no text.`);
      }
      case 'pickString': {
        const before = this.#state.get<string>(keyOf(file, input.id)) ?? input.default;
        // What was chosen before stands first, so that Enter takes it again.
        const items = input.options.toSorted((a, b) => Number(b.value === before) - Number(a.value === before));
        const placeHolder = input.description ?? input.id;
        const picked = await window.showQuickPick(
          items.map(({ label, value }) => ({ label, description: value === label ? '' : value, value })),
          { placeHolder, ignoreFocusOut: true },
        );
        return picked === undefined ? notAnswered(input.id) : this.#keep(file, input.id, picked.value);
      }
      case 'promptString':
        return input.password === true ? this.#password(input, file) : this.#text(input, file);
    }
  }

  async #text(input: Extract<Input, { readonly type: 'promptString' }>, file: string): Promise<Found> {
    const value = this.#state.get<string>(keyOf(file, input.id)) ?? input.default ?? '';
    const answer = await window.showInputBox({ prompt: input.description ?? input.id, value, ignoreFocusOut: true });
    return answer === undefined ? notAnswered(input.id) : this.#keep(file, input.id, answer);
  }

  async #password(input: Extract<Input, { readonly type: 'promptString' }>, file: string): Promise<Found> {
    const name = passwordName(file, input.id);
    const kept = await this.#secrets.get(name);
    if (kept !== undefined) return { value: kept };
    const answer = await askForSecret(input.description ?? input.id);
    if (answer === undefined) return notAnswered(input.id);
    await this.#secrets.set(name, answer);
    return { value: answer };
  }

  async #keep(file: string, id: string, value: string): Promise<Found> {
    await this.#state.update(keyOf(file, id), value);
    return { value };
  }
}

/** Asks for a value that is typed unseen; undefined when the user gave up. */
export function askForSecret(prompt: string): Thenable<string | undefined> {
  return window.showInputBox({
    prompt: `${prompt}${/[.?!:]$/.test(prompt) ? '' : '.'} What you type is kept in VS Code's secret storage only.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value === '' ? 'The value must not be empty.' : undefined),
  });
}

const keyOf = (file: string, id: string): string => `input ${id} of ${file}`;

const without = (problem: string): Found => ({ value: undefined, problem });

const notAnswered = (id: string): Found => without(`The input "${id}" was not answered, so nothing is dialled.`);
