import type { Command } from 'commander';
import { thousands } from '../../render/index.ts';
import type { LocalSession } from '../../session.ts';
import { keep } from './keeper.ts';

interface Restored {
  readonly directory: string;
  readonly created_at: string;
  readonly set_aside: string | null;
  readonly opt_outs: { readonly before: number; readonly after: number } | null;
}

export function addRestore(parent: Command, open: () => LocalSession): void {
  parent
    .command('restore')
    .description('put an installation in place as a backup has it; deletes nothing')
    .argument('<file>', 'a file that `kindred backup` wrote')
    .option('--replace', 'set aside the installation that is there, and take over its opt-outs')
    .addHelpText(
      'after',
      '\nWhich installation is said by the KINDRED_* variables, as for the server (KINDRED_DATA_DIR). The master key\nmust be there already: it is in no backup. Everything is read and checked before anything is replaced.',
    )
    .action(async (file: string, { replace }: { readonly replace?: boolean }) => {
      const session = open();
      const args = ['restore', file, ...(replace === true ? ['--replace'] : [])];
      const { restored } = await keep<{ restored: Restored }>(session, args, 'restoring');
      session.answer({ restored }, () => restoredText(restored));
    });
}

function restoredText({
  directory,
  created_at: moment,
  set_aside: aside,
  opt_outs: optOuts,
}: Restored): string {
  const lines = [`${directory} is as it was at ${moment}. Start the server: npm start`];
  if (aside !== null) lines.push(`What was there lies in ${aside}. Delete it when all is well.`);
  if (optOuts !== null) {
    lines.push(
      `Opt-outs and lifts since then were taken over from there: ${thousands(optOuts.after)} keys are suppressed`,
      `(${thousands(optOuts.before)} in the backup). The start takes their people out of all audiences.`,
    );
  } else {
    lines.push(
      `Opt-outs since ${moment} are not in the backup, and there was nothing to take them over from.`,
      'Send them again before anything else: kindred optout add FILE',
    );
  }
  lines.push('Tokens that were revoked and audiences that were deleted since are back: end them again.');
  return lines.join('\n');
}
