import { Argument, type Command } from 'commander';
import { completionScript, type Shell, shells } from '../completion/index.ts';
import type { LocalSession } from '../session.ts';

const how = `
bash:  source <(kindred completion bash)             in ~/.bashrc
zsh:   source <(kindred completion zsh)              in ~/.zshrc, behind compinit
fish:  kindred completion fish > ~/.config/fish/completions/kindred.fish`;

export function addCompletion(program: Command, open: () => LocalSession): void {
  program
    .command('completion')
    .description('print what your shell needs to complete commands, options and names of files')
    .addArgument(new Argument('<shell>', 'your shell').choices(shells))
    .addHelpText('after', how)
    .action((shell: Shell) => {
      const script = completionScript(shell, program);
      open().answer({ completion: script }, () => script);
    });
}
