import { isUserType, type UserType } from '@kindred/contract';
import { findAudience, type Graph, graphVersion, Refused } from '@kindred/sdk';
import type { Command } from 'commander';
import { WrongUsage } from '../failure.ts';
import type { Session } from '../session.ts';

/** Where an audience is looked for. */
export interface TargetOptions {
  readonly graphUrl?: string;
  readonly account?: string;
}

/** An audience that was found, and how it is spoken to. */
export interface Target {
  readonly graph: Graph;
  /** False for Meta, and for what is addressed as if it were Meta: only the Graph API is spoken then. */
  readonly isKindred: boolean;
  /** Its Graph id. */
  readonly id: string;
  readonly name: string;
  /** What the lines of its first file were. */
  readonly userType: UserType | null;
}

export function withTargetOptions(command: Command): Command {
  return command
    .option(
      '--account <id>',
      'the ad account to look for the name in, by its Graph id; left out, all that the token opens',
    )
    .option(
      '--graph-url <url>',
      'speak the Graph API at this address and nothing else, such as https://graph.facebook.com/v24.0; KINDRED_APP_SECRET is the secret for appsecret_proof',
    );
}

/** Finds an audience by its name, its Graph id or, on Kindred, its local id. */
export async function targetOf(session: Session, audience: string, options: TargetOptions): Promise<Target> {
  const address = graphAddress(session, options);
  if (address !== null) {
    const graph = session.graphAt(address);
    const found = await findAudience(graph, audience, options.account);
    return { ...found, graph, isKindred: false, userType: null };
  }
  const { graph, audiences } = session.kindred;
  const known = /^[0-9]{1,19}$/.test(audience) ? await byNumber(session, audience) : null;
  const id = known ?? (await audiences.find(audience, options.account)).id;
  const { name, user_type: userType = '' } = await audiences.get(id, { fields: 'user_type' });
  return {
    ...{ graph, isKindred: true, id, name },
    userType: userType !== null && isUserType(userType) ? userType : null,
  };
}

async function byNumber({ kindred }: Session, number: string): Promise<string | null> {
  try {
    return String((await kindred.audiences.get(number)).fb_id);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  }
}

/** Meta's own host in --url is meant as well. Null: the server is Kindred. */
function graphAddress({ client }: Session, { graphUrl }: TargetOptions): string | null {
  const url = graphUrl ?? (isMetas(client.url) ? client.url : null);
  if (url === null) return null;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new WrongUsage(
      `"${url}" is not the address of a Graph API. An example: https://graph.facebook.com/v24.0`,
    );
  }
  return /\/v[0-9]+\.[0-9]+\/?$/.test(url) ? url : `${url.replace(/\/+$/, '')}/${graphVersion}`;
}

function isMetas(url: string): boolean {
  return /(^|\.)facebook\.com$/.test(new URL(url).hostname);
}
