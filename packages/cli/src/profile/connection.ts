import { spawnSync } from 'node:child_process';
import { TokenAbsent, WrongUsage } from '../failure.ts';
import { type Profile, profileNamed, readProfiles } from './file.ts';

/** What the command line says of the server and the caller. */
export interface ConnectionOptions {
  readonly url?: string;
  readonly token?: string;
  readonly profile?: string;
}

export interface Connection {
  readonly url: string;
  readonly token: string;
}

const defaultUrl = 'http://127.0.0.1:8080';
const tokenCommandMsMax = 60_000;

/**
 * Where to and as whom: by options, a profile that is named by an option, the environment, the profile in use; the first
 * that says something counts. The token of a profile goes to the server of this profile only.
 */
export function connectionOf(options: ConnectionOptions, env: NodeJS.ProcessEnv): Connection {
  const named = options.profile === undefined ? null : profileNamed(readProfiles(env), options.profile);
  const kept = named ?? profileInUse(env);
  const ofEnvironment = named === null ? env : {};
  const url = checkedUrl(options.url ?? (ofEnvironment['KINDRED_URL'] || kept?.url || defaultUrl));
  const given = options.token ?? ofEnvironment['KINDRED_TOKEN'];
  return { url, token: checkedToken(given || tokenFor(url, kept)) };
}

/** Named by the environment, or by `kindred profile use`. */
function profileInUse(env: NodeJS.ProcessEnv): Profile | null {
  const profiles = readProfiles(env);
  const name = env['KINDRED_PROFILE'] || profiles.profile;
  return name === null || name === undefined ? null : profileNamed(profiles, name);
}

export function checkedUrl(url: string): string {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new WrongUsage(`"${url}" is not the address of a server. An example: ${defaultUrl}`);
  }
  return url;
}

function tokenFor(url: string, profile: Profile | null): string {
  if (profile === null) return '';
  if (new URL(profile.url).origin !== new URL(url).origin) {
    throw new TokenAbsent(
      `The token of the profile is for ${profile.url}, not for ${url}. Give one with --token, or in KINDRED_TOKEN.`,
    );
  }
  return profile.token_command === undefined ? (profile.token ?? '') : tokenOfCommand(profile.token_command);
}

function tokenOfCommand(command: string): string {
  const ran = spawnSync('sh', ['-c', command], {
    stdio: ['inherit', 'pipe', 'inherit'],
    timeout: tokenCommandMsMax,
    encoding: 'utf8',
  });
  if (ran.status === 0) return ran.stdout;
  throw new TokenAbsent(`The command that should print the access token failed: ${command}`);
}

export function checkedToken(text: string): string {
  const token = text.trim();
  if (token === '') {
    throw new TokenAbsent(
      'There is no access token. Give one with --token, in KINDRED_TOKEN, or by a profile (`kindred profile add`).',
    );
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new TokenAbsent('The access token holds characters that no token has. Was it copied whole?');
  }
  return token;
}
