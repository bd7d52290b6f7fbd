import { deepPaths, quoted, valuedFlags } from './quote.ts';
import type { CommandShape, Value } from './shape.ts';

/** For `source <(kindred completion bash)`. Works with the bash 3.2 of macOS, but for names of files with spaces. */
export function bashScript(name: string, shapes: readonly CommandShape[]): string {
  return `# Completion of ${name} for bash, made by \`${name} completion bash\`.
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path="" place=0 word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in
      ${valuedFlags(shapes).join('|')}) i=$((i + 1)); continue ;;
      -?*) continue ;;
    esac
    case "\${path:+$path/}$word" in
      ${deepPaths(shapes).map(quoted).join('|')}) path="\${path:+$path/}$word" ;;
      *) place=$((place + 1)) ;;
    esac
  done
  case "$path $previous" in
${shapes.flatMap(flagCases).join('\n')}
  esac
  case "$path" in
${shapes.map(commandCase).join('\n')}
  esac
}
_${name}_files() {
  type compopt > /dev/null 2>&1 && compopt -o filenames
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
}
complete -F _${name} ${name}`;
}

function flagCases({ path, flags }: CommandShape): string[] {
  return flags
    .filter(({ value }) => value.kind !== 'none')
    .map(({ names, value }) => {
      const cases = names.map((flag) => quoted(`${path} ${flag}`)).join('|');
      return `    ${cases}) ${offer(value)}; return ;;`;
    });
}

function commandCase({ path, commands, flags, values }: CommandShape): string {
  const names = flags.flatMap((flag) => flag.names);
  const places = values.map((value, index) => `          ${index}) ${offer(value)} ;;`);
  const plain = commands.length > 0 ? [offerWords(commands.map((each) => each.name))] : [];
  return [
    `    ${quoted(path)})`,
    `      if [[ "$current" == -* ]]; then ${offerWords(names)}`,
    '      else',
    ...plain.map((line) => `        ${line}`),
    ...(places.length > 0 ? ['        case $place in', ...places, '        esac'] : []),
    ...(plain.length + places.length > 0 ? [] : ['        :']),
    '      fi ;;',
  ].join('\n');
}

function offer(value: Value): string {
  if (value.kind === 'choice') return offerWords(value.choices);
  return value.kind === 'file' ? '_kindred_files' : ':';
}

function offerWords(words: readonly string[]): string {
  return `COMPREPLY=($(compgen -W ${quoted(words.join(' '))} -- "$current"))`;
}
