import { runModule } from '../../kit/child.ts';
import type { PeerInput, PeerRuns } from './peer.ts';

export interface BareEngineInput extends PeerInput {
  /** Try several ways and take the fastest, with settings chosen for this machine. */
  readonly tuned: boolean;
}

/** The column engine alone: one statement from the file to the stored people. No HTTP and no bookkeeping. */
export function bareEngine(input: PeerInput, { tuned }: { readonly tuned: boolean }): Promise<PeerRuns> {
  const module = new URL('./bare-engine.child.ts', import.meta.url);
  return runModule(module, { ...input, tuned } satisfies BareEngineInput);
}
