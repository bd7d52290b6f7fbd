import { runModule } from '../../kit/child.ts';
import type { PeerInput, PeerRuns } from './peer.ts';

/** The column engine alone: one statement from the file to the stored people. No HTTP and no bookkeeping. */
export function bareEngine(input: PeerInput): Promise<PeerRuns> {
  return runModule(new URL('./bare-engine.child.ts', import.meta.url), input);
}
