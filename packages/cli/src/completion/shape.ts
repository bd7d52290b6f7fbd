import type { Argument, Command, Option } from 'commander';

/** What comes behind an option, or stands as an argument. */
export type Value =
  | { readonly kind: 'none' }
  | { readonly kind: 'file' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** Something that only its user knows. */
  | { readonly kind: 'other' };

export interface FlagShape {
  /** As they are typed: `-o`, `--output`. */
  readonly names: readonly string[];
  readonly say: string;
  readonly value: Value;
}

/** One command as a shell has to know it. */
export interface CommandShape {
  /** The words that lead to it, behind the name of the program: `people/import`; '' is the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly say: string }[];
  readonly flags: readonly FlagShape[];
  /** The last one is also what comes behind it, where it may be repeated. */
  readonly values: readonly Value[];
}

/** Everything that can be completed, from the commands themselves. Options of the program stand before commands only. */
export function shapesOf(program: Command, path = ''): readonly CommandShape[] {
  const help = program.createHelp();
  const commands = help.visibleCommands(program).filter((each) => each.name() !== 'help');
  const shape: CommandShape = {
    path,
    commands: commands.map((each) => ({ name: each.name(), say: each.description() })),
    flags: help.visibleOptions(program).map(flagOf),
    values: program.registeredArguments.map(valueOfArgument),
  };
  return [
    shape,
    ...commands.flatMap((each) => shapesOf(each, path === '' ? each.name() : `${path}/${each.name()}`)),
  ];
}

function flagOf(option: Option): FlagShape {
  const names = [option.short, option.long].filter((name) => name !== undefined);
  return { names, say: option.description, value: valueOfOption(option) };
}

function valueOfOption(option: Option): Value {
  if (!option.required && !option.optional) return { kind: 'none' };
  if (option.argChoices !== undefined) return { kind: 'choice', choices: option.argChoices };
  return { kind: isFile(option.flags) ? 'file' : 'other' };
}

function valueOfArgument(argument: Argument): Value {
  if (argument.argChoices !== undefined) return { kind: 'choice', choices: argument.argChoices };
  return { kind: isFile(`<${argument.name()}>`) ? 'file' : 'other' };
}

/** What is called a file or a directory in the help is one. */
function isFile(text: string): boolean {
  return /[<[](file|files|directory|backup)(\.\.\.)?[>\]]/.test(text);
}
