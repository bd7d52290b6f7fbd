import type { Command } from 'commander';
import type { GlobalOptions, LocalSession } from '../../session.ts';
import { addProfileAdd } from './add.ts';
import { addProfileList, addProfileRemove, addProfileUse } from './keep.ts';

export interface ProfileCommands {
  readonly open: () => LocalSession;
  /** `--url` and `--token`, which say what is kept. */
  readonly given: () => GlobalOptions;
}

export function addProfile(parent: Command, commands: ProfileCommands): void {
  const profile = parent
    .command('profile')
    .description('servers and tokens that you use often, by names')
    .addHelpText(
      'after',
      '\nKept in $XDG_CONFIG_HOME/kindred/config.json (~/.config/kindred/config.json), readable by you alone.\nOptions count before a profile that is named by --profile, that before KINDRED_URL and KINDRED_TOKEN, and\nthese before the profile in use (KINDRED_PROFILE, or `kindred profile use`). The token of a profile is sent to\nthe server of the profile, and to no other.',
    );
  addProfileAdd(profile, commands);
  addProfileList(profile, commands);
  addProfileUse(profile, commands);
  addProfileRemove(profile, commands);
}
