import type { Accounts, Apps, Tokens } from '../access/index.ts';
import type { AudienceReader, MemberExport, MemberPlan, ShareReader } from '../audience/index.ts';
import type { Control } from '../control/index.ts';
import type { Health } from '../health/index.ts';
import type { SpoolOptions } from '../intake/index.ts';
import type { Lookalikes } from '../lookalike/index.ts';
import type { OptOuts } from '../optout/index.ts';
import type { People } from '../people/index.ts';
import type { Relay } from '../relay/index.ts';
import type { Stage, UploadReader } from '../stage/index.ts';
import type { ExportTurns } from './files/export-turns.ts';
import type { UploadSlots } from './files/upload-slots.ts';

/** What the routes may use. */
export interface EdgeContext {
  readonly control: Control;
  readonly tokens: Tokens;
  readonly apps: Apps;
  readonly accounts: Accounts;
  readonly audiences: AudienceReader;
  readonly members: MemberExport;
  readonly plans: MemberPlan;
  readonly shares: ShareReader;
  readonly stage: Stage;
  readonly uploads: UploadReader;
  readonly people: People;
  readonly optOuts: OptOuts;
  readonly lookalikes: Lookalikes;
  readonly relay: Relay;
  readonly health: Health;
  readonly slots: UploadSlots;
  readonly exportTurns: ExportTurns;
  readonly spool: SpoolOptions;
  readonly nodeId: string;
  /** Has accepted uploads of this audience applied. */
  readonly requestApply: (audienceId: number) => Promise<void>;
  /** Has rows of a deleted audience erased. */
  readonly requestErase: (audienceId: number) => Promise<void>;
  /** Has people of new opt-outs taken out of their audiences. */
  readonly requestOptOut: () => Promise<void>;
  readonly limits: EdgeLimits;
}

export interface EdgeLimits {
  readonly uploadBytesMax: number;
  readonly uploadsInFlightMax: number;
  readonly uploadsPerAccountMax: number;
  readonly diskFreeBytesMin: number;
  readonly dataDir: string;
}
