import { env, window } from 'vscode';
import { referencesIn } from '../profiles/references.ts';
import { textsOf } from '../profiles/variables.ts';
import { askForSecret } from './inputAnswers.ts';
import type { ProfileStore } from './profileStore.ts';
import type { Secrets } from './secrets.ts';
import { secretName } from './withoutSecrets.ts';

interface SecretServices {
  readonly secrets: Secrets;
  readonly profiles: Pick<ProfileStore, 'all'>;
}

/** "Manage Secrets": the names, with what can be done about each; never a value. */
export function secretCommands({ secrets, profiles }: SecretServices): Readonly<Record<string, () => unknown>> {
  return {
    manageSecrets: async () => {
      const known = secrets.names();
      const wanted = profiles.all.flatMap(({ profile }) => textsOf(profile).flatMap(secretsIn));
      const missing = [...new Set(wanted)].filter((name) => !known.includes(name));
      const items = [
        ...known.map((name) => ({ label: `$(key) ${name}`, description: usedBy(name), name, isNew: false })),
        ...missing.map((name) => ({
          label: `$(warning) ${name}`,
          description: `no value yet; ${usedBy(name)}`,
          name,
          isNew: false,
        })),
        { label: '$(add) New secret…', description: '', name: '', isNew: true },
      ];
      const picked = await window.showQuickPick(items, { placeHolder: 'Which secret?' });
      if (picked === undefined) return;
      const name = picked.isNew ? await askForName(known) : picked.name;
      if (name === undefined) return;
      if (picked.isNew || missing.includes(name)) await setValue(name);
      else await change(name);
    },
  };

  function usedBy(name: string): string {
    const users = profiles.all.filter(({ profile }) => textsOf(profile).some((text) => secretsIn(text).includes(name)));
    return users.length === 0 ? 'used by no profile' : `used by ${users.map(({ profile }) => profile.name).join(', ')}`;
  }

  async function setValue(name: string): Promise<void> {
    const value = await askForSecret(`Value of "${name}"`);
    if (value === undefined) return;
    await secrets.set(name, value);
    const copy = 'Copy Reference';
    void window
      .showInformationMessage(`"${name}" is kept. Write \${secret:${name}} where it is needed.`, copy)
      .then((answer) => (answer === copy ? env.clipboard.writeText(`\${secret:${name}}`) : undefined));
  }

  async function change(name: string): Promise<void> {
    const actions = [
      { label: '$(edit) Change the value', run: () => setValue(name) },
      { label: '$(copy) Copy the reference', run: () => env.clipboard.writeText(`\${secret:${name}}`) },
      { label: '$(trash) Delete', run: () => remove(name) },
    ];
    const options = { placeHolder: `What about "${name}"?`, ignoreFocusOut: true };
    await (await window.showQuickPick(actions, options))?.run();
  }

  async function remove(name: string): Promise<void> {
    const question = `Delete the secret "${name}"? It cannot be brought back.`;
    const action = 'Delete';
    if ((await window.showWarningMessage(question, { modal: true }, action)) === action) await secrets.delete(name);
  }
}

/** Keeps a value that stood in the form; gives the reference for it, or undefined when the user gave up. */
export async function keepSecret(
  secrets: Pick<Secrets, 'names' | 'set' | 'freeName'>,
  value: string,
  wanted: string,
): Promise<string | undefined> {
  const name = await askForName(secrets.names(), secrets.freeName(secretName('', wanted)));
  if (name === undefined) return undefined;
  await secrets.set(name, value);
  return `\${secret:${name}}`;
}

/** The names of the secrets that a text refers to. */
const secretsIn = (text: string): readonly string[] =>
  referencesIn(text).flatMap(({ reference }) => (reference.kind === 'secret' ? [reference.name] : []));

function askForName(known: readonly string[], value = ''): Thenable<string | undefined> {
  return window.showInputBox({
    value,
    ignoreFocusOut: true,
    prompt: 'What is the secret called? Profiles refer to it by this name.',
    validateInput: (name) => {
      if (name.trim() === '') return 'Give it a name.';
      if (/[{}]/.test(name)) return 'A name must not hold braces.';
      return known.includes(name) ? 'There is a secret of this name.' : undefined;
    },
  });
}
