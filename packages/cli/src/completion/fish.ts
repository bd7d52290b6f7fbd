import { deepPaths, oneLine, valuedFlags } from './quote.ts';
import type { CommandShape, FlagShape, Value } from './shape.ts';

/** For `kindred completion fish | source`, or a file of `~/.config/fish/completions`. */
export function fishScript(name: string, shapes: readonly CommandShape[]): string {
  return `# Completion of ${name} for fish, made by \`${name} completion fish\`.
function __${name}_at
    set -l words (commandline -opc)
    set -l path ''
    set -l skip 0
    for word in $words[2..-1]
        if test $skip -eq 1
            set skip 0
            continue
        end
        if contains -- $word ${valuedFlags(shapes).join(' ')}
            set skip 1
            continue
        end
        set -l longer (string trim --left --chars=/ -- "$path/$word")
        if contains -- $longer ${deepPaths(shapes).join(' ')}
            set path $longer
        end
    end
    test "$path" = "$argv[1]"
end
complete -c ${name} -f
${shapes.flatMap((shape) => linesOf(name, shape)).join('\n')}`;
}

function linesOf(name: string, { path, commands, flags, values }: CommandShape): string[] {
  const at = `complete -c ${name} -n ${quoted(`__${name}_at ${quoted(path)}`)}`;
  return [
    ...commands.map((each) => `${at} -a ${quoted(each.name)} -d ${quoted(oneLine(each.say))}`),
    ...flags.map((flag) => `${at}${flagOf(flag)} -d ${quoted(oneLine(flag.say))}`),
    ...values.flatMap((value) => argumentOf(value).map((text) => `${at}${text}`)),
  ];
}

function flagOf({ names, value }: FlagShape): string {
  const typed = names.map((each) =>
    each.startsWith('--') ? ` -l ${each.slice(2)}` : ` -s ${each.slice(1)}`,
  );
  if (value.kind === 'choice') typed.push(` -xa ${quoted(value.choices.join(' '))}`);
  if (value.kind === 'file') typed.push(' -rF');
  if (value.kind === 'other') typed.push(' -x');
  return typed.join('');
}

function argumentOf(value: Value): string[] {
  if (value.kind === 'choice') return [` -a ${quoted(value.choices.join(' '))}`];
  return value.kind === 'file' ? [' -F'] : [];
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
