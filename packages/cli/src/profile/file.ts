import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WorkFailed, WrongUsage } from '../failure.ts';

/** A server, and who somebody is there. */
export interface Profile {
  readonly url: string;
  readonly token?: string;
  /** Prints the token when it is run by `sh`: for those that are kept by a password manager. */
  readonly token_command?: string;
}

export interface Profiles {
  /** The one that is used where none is named. */
  readonly profile: string | null;
  readonly profiles: Readonly<Record<string, Profile>>;
}

const noProfiles: Profiles = { profile: null, profiles: {} };

/** In the user's directory for settings (XDG base directories); null where the environment names none. */
export function profilesPath(env: NodeJS.ProcessEnv): string | null {
  const home = env['XDG_CONFIG_HOME'] || (env['HOME'] ? join(env['HOME'], '.config') : '');
  return home === '' ? null : join(home, 'kindred', 'config.json');
}

/** Throws WrongUsage where others may read the file, which holds tokens, or where it is broken. */
export function readProfiles(env: NodeJS.ProcessEnv): Profiles {
  const path = profilesPath(env);
  const text = path === null ? null : readPrivate(path);
  return text === null || path === null ? noProfiles : profilesIn(text, path);
}

function readPrivate(path: string): string | null {
  try {
    if ((statSync(path).mode & 0o077) !== 0) {
      throw new WrongUsage(`Others may read ${path}, which holds access tokens. Run: chmod 600 '${path}'`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (code === undefined) throw error;
    throw new WrongUsage(`The profiles in ${path} cannot be read (${code}).`, { cause: error });
  }
}

function profilesIn(text: string, path: string): Profiles {
  try {
    const read = JSON.parse(text) as Partial<Profiles>;
    const profiles = read.profiles ?? {};
    const whole = Object.values(profiles).every((each) => typeof each.url === 'string');
    if (whole) return { profile: read.profile ?? null, profiles };
  } catch {
    // What stands in it may be a token, so nothing of it is quoted.
  }
  throw new WrongUsage(`${path} does not hold profiles. Correct it, or delete it and add them anew.`);
}

/** Puts the file in place whole, for its owner alone. */
export function writeProfiles(env: NodeJS.ProcessEnv, profiles: Profiles): string {
  const path = profilesPath(env);
  if (path === null) {
    throw new WrongUsage('There is no place for profiles: neither XDG_CONFIG_HOME nor HOME is set.');
  }
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.part`, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.part`, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new WorkFailed(`The profiles in ${path} cannot be written (${code}).`, { cause: error });
  }
  return path;
}

/** The profile of this name. Throws WrongUsage where there is none. */
export function profileNamed({ profiles }: Profiles, name: string): Profile {
  const found = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (found !== undefined) return found;
  const names = Object.keys(profiles);
  const there = names.length === 0 ? 'There is none yet' : `There are: ${names.join(', ')}`;
  throw new WrongUsage(`There is no profile "${name}". ${there}. \`kindred profile add\` makes one.`);
}
