import { deepPaths, oneLine, quoted, valuedFlags } from './quote.ts';
import type { CommandShape, Value } from './shape.ts';

/** For `source <(kindred completion zsh)` behind compinit, or a file `_kindred` of `fpath`. */
export function zshScript(name: string, shapes: readonly CommandShape[]): string {
  return `#compdef ${name}
# Completion of ${name} for zsh, made by \`${name} completion zsh\`.
_${name}() {
  local current="\${words[CURRENT]}" previous="\${words[CURRENT-1]}" path_="" word
  local -i place=0 i
  local -a offered
  for ((i = 2; i < CURRENT; i++)); do
    word="\${words[i]}"
    case "$word" in
      (${valuedFlags(shapes).join('|')}) i=$((i + 1)); continue ;;
      (-?*) continue ;;
    esac
    case "\${path_:+$path_/}$word" in
      (${deepPaths(shapes).join('|')}) path_="\${path_:+$path_/}$word" ;;
      (*) place=$((place + 1)) ;;
    esac
  done
  case "$path_ $previous" in
${shapes.flatMap(flagCases).join('\n')}
  esac
  case "$path_" in
${shapes.map(commandCase).join('\n')}
  esac
}
if [[ "\${funcstack[1]}" == "_${name}" ]]; then _${name} "$@"; else compdef _${name} ${name}; fi`;
}

function flagCases({ path, flags }: CommandShape): string[] {
  return flags
    .filter(({ value }) => value.kind !== 'none')
    .map(({ names, value }) => {
      const cases = names.map((flag) => quoted(`${path} ${flag}`)).join('|');
      return `    (${cases}) ${offer(value)}; return ;;`;
    });
}

function commandCase({ path, commands, flags, values }: CommandShape): string {
  const entries = flags.flatMap(({ names, say }) => names.map((flag) => entryOf(flag, say)));
  const places = values.map((value, index) => `          (${index}) ${offer(value)} ;;`);
  const plain = commands.map(({ name, say }) => entryOf(name, say));
  return [
    `    (${quoted(path)})`,
    `      if [[ "$current" == -* ]]; then offered=(${entries.join(' ')}); _describe option offered`,
    '      else',
    ...(plain.length > 0 ? [`        offered=(${plain.join(' ')}); _describe command offered`] : []),
    ...(places.length > 0 ? ['        case $place in', ...places, '        esac'] : []),
    ...(plain.length + places.length > 0 ? [] : ['        :']),
    '      fi ;;',
  ].join('\n');
}

/** `word:description`, in which a colon of the word is escaped. */
function entryOf(word: string, say: string): string {
  return quoted(`${word.replaceAll(':', '\\:')}:${oneLine(say)}`);
}

function offer(value: Value): string {
  if (value.kind === 'choice') return `compadd -- ${value.choices.map(quoted).join(' ')}`;
  return value.kind === 'file' ? '_files' : ':';
}
