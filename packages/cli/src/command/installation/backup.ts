import type { Command } from 'commander';
import { bytes, thousands } from '../../render/index.ts';
import type { LocalSession } from '../../session.ts';
import { keep } from './keeper.ts';

interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly files: number;
  readonly created_at: string;
  readonly key_fingerprint: string;
}

export function addBackup(parent: Command, open: () => LocalSession): void {
  parent
    .command('backup')
    .description('write an installation whose server is stopped into one file, without its master key')
    .argument(
      '<file>',
      'a tar file that is not there yet, packed where it ends in .gz; or a directory for it',
    )
    .addHelpText(
      'after',
      '\nWhich installation is said by the KINDRED_* variables, as for the server (KINDRED_DATA_DIR). The master key is\nnot in the backup: whoever has both has everything. Keep it somewhere else; without it the backup is worthless.',
    )
    .action(async (file: string) => {
      const session = open();
      const { backup } = await keep<{ backup: Backup }>(session, ['backup', file], 'backing up');
      session.answer({ backup }, () =>
        [
          `${backup.file}: ${bytes(backup.bytes)}, ${thousands(backup.files)} files, as of ${backup.created_at}.`,
          `The master key (fingerprint ${backup.key_fingerprint}) is not in it. Keep that somewhere else: without it`,
          'the backup is worthless.',
        ].join('\n'),
      );
    });
}
