import type { HttpTimes } from './http/index.ts';
import { openMeta } from './meta/index.ts';
import type { Platform, PlatformName } from './platform.ts';

const openers: Readonly<Record<PlatformName, (times?: Partial<HttpTimes>) => Platform>> = {
  meta: openMeta,
};

export const platformNames = Object.keys(openers) as readonly PlatformName[];

/** One for the process: it keeps connections. `times`: how long to wait for answers, where that is not as usual. */
export function openPlatform(name: PlatformName, times?: Partial<HttpTimes>): Platform {
  return openers[name](times);
}
