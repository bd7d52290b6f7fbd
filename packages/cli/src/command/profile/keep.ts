import type { Command } from 'commander';
import { type Profile, profileNamed, readProfiles, writeProfiles } from '../../profile/index.ts';
import { table } from '../../render/index.ts';
import type { ProfileCommands } from './index.ts';

interface ShownProfile {
  readonly name: string;
  readonly url: string;
  /** Where its token comes from; never the token. */
  readonly token: 'kept' | 'by a command' | 'none';
  readonly in_use: boolean;
}

export function shownProfile(name: string, profile: Profile, inUse: string | null): ShownProfile {
  const kept = profile.token === undefined ? 'none' : 'kept';
  const token = profile.token_command === undefined ? kept : 'by a command';
  return { name, url: profile.url, token, in_use: name === inUse };
}

export function addProfileList(parent: Command, { open }: ProfileCommands): void {
  parent
    .command('list')
    .description('list the profiles; tokens are not shown')
    .action(() => {
      const session = open();
      const { profile, profiles } = readProfiles(session.env);
      const shown = Object.entries(profiles).map(([name, each]) => shownProfile(name, each, profile));
      session.answer({ profiles: shown }, () =>
        shown.length === 0
          ? 'There is no profile yet. `kindred profile add` makes one.'
          : table(
              [{ title: '' }, { title: 'name' }, { title: 'url' }, { title: 'token' }],
              shown.map((each) => [each.in_use ? '*' : '', each.name, each.url, each.token]),
              session.view,
            ),
      );
    });
}

export function addProfileUse(parent: Command, { open }: ProfileCommands): void {
  parent
    .command('use')
    .description('use a profile where none is named')
    .argument('<name>', 'as `kindred profile list` shows it')
    .action((name: string) => {
      const session = open();
      const kept = readProfiles(session.env);
      const profile = profileNamed(kept, name);
      writeProfiles(session.env, { ...kept, profile: name });
      session.answer({ profile: shownProfile(name, profile, name) }, () => `Profile ${name} is in use.`);
    });
}

export function addProfileRemove(parent: Command, { open }: ProfileCommands): void {
  parent
    .command('remove')
    .description('forget a profile and its token')
    .argument('<name>', 'as `kindred profile list` shows it')
    .action((name: string) => {
      const session = open();
      const kept = readProfiles(session.env);
      profileNamed(kept, name);
      const profiles = Object.fromEntries(Object.entries(kept.profiles).filter(([each]) => each !== name));
      writeProfiles(session.env, { profile: kept.profile === name ? null : kept.profile, profiles });
      session.answer(
        { removed: name },
        () => `Profile ${name} is forgotten. Its token still works: revoke it if it should not.`,
      );
    });
}
