import type { Config } from '../config/index.ts';
import type { Finding } from './finding.ts';
import { machineFindings } from './machine.ts';
import { type Stores, storeFindings } from './stores.ts';
import { runningFindings, workFindings } from './work.ts';

export { type Finding, fail, ok, warn } from './finding.ts';
export { machineFindings } from './machine.ts';
export { storeFindings } from './stores.ts';
export { workFindings } from './work.ts';

/** Looks at an installation from inside of its server. */
export class Health {
  readonly #look: () => Promise<readonly Finding[]>;

  constructor(config: Config, keyIsGiven: boolean, stores: Stores) {
    this.#look = async () => {
      const all = await Promise.all([
        machineFindings(config, keyIsGiven),
        storeFindings(stores),
        workFindings(stores.control),
        runningFindings(stores.control),
      ]);
      return all.flat();
    };
  }

  findings(): Promise<readonly Finding[]> {
    return this.#look();
  }
}
