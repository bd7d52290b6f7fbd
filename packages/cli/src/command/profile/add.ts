import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { WrongUsage } from '../../failure.ts';
import { checkedToken, checkedUrl, type Profile, readProfiles, writeProfiles } from '../../profile/index.ts';
import type { GlobalOptions } from '../../session.ts';
import type { ProfileCommands } from './index.ts';
import { shownProfile } from './keep.ts';

interface Options {
  readonly tokenCommand?: string;
  readonly tokenStdin?: boolean;
}

export function addProfileAdd(parent: Command, { open, given }: ProfileCommands): void {
  parent
    .command('add')
    .description('keep a server and a token under a name, or change what is kept; --url says which server')
    .argument('<name>', 'letters, digits, dots, dashes')
    .addOption(
      new Option('--token-command <command>', 'what prints the token, run by sh each time').conflicts(
        'tokenStdin',
      ),
    )
    .addOption(new Option('--token-stdin', 'read the token from standard input, where no history keeps it'))
    .addHelpText(
      'after',
      '\nExample:\n  kindred profile add shop --url https://kindred.example --token-stdin < token',
    )
    .action(async (name: string, options: Options) => {
      const session = open();
      if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name)) {
        throw new WrongUsage(`"${name}" is no name for a profile: letters, digits, dots and dashes are.`);
      }
      const kept = readProfiles(session.env);
      const before = Object.hasOwn(kept.profiles, name) ? kept.profiles[name] : undefined;
      const profile = await profileOf(given(), options, before);
      const profiles = { ...kept.profiles, [name]: profile };
      // The first one is used without being asked for: there is nothing else that could be meant.
      const inUse = kept.profile ?? name;
      const path = writeProfiles(session.env, { profile: inUse, profiles });
      session.answer(
        { profile: shownProfile(name, profile, inUse) },
        () => `Profile ${name} is kept in ${path}${inUse === name ? ', and is the one in use' : ''}.`,
      );
    });
}

async function profileOf(
  given: GlobalOptions,
  options: Options,
  before: Profile | undefined,
): Promise<Profile> {
  const url = given.url ?? before?.url;
  if (url === undefined) throw new WrongUsage('Say with --url where the server is.');
  return { url: checkedUrl(url), ...(await tokenPart(given, options, before)) };
}

async function tokenPart(
  given: GlobalOptions,
  options: Options,
  before: Profile | undefined,
): Promise<Omit<Profile, 'url'>> {
  if (options.tokenCommand !== undefined) return { token_command: options.tokenCommand };
  if (options.tokenStdin === true) return { token: checkedToken(await text(process.stdin)) };
  if (given.token !== undefined) return { token: checkedToken(given.token) };
  // A token is for its server: where the address changes it is not taken along.
  if (before === undefined || (given.url !== undefined && given.url !== before.url)) return {};
  const { url: _, ...token } = before;
  return token;
}
