import { type GraphErrorRow, graphErrors } from '@kindred/contract';
import { KindredFailure } from '../wire/failure.ts';

/** The body of an error of the Graph API. */
export interface GraphFault {
  readonly message: string;
  readonly code: number;
  readonly error_subcode?: number;
  readonly is_transient?: boolean;
  readonly error_user_title?: string;
  readonly error_user_msg?: string;
  readonly fbtrace_id?: string;
}

/**
 * What to do about a refusal. again: send it again in a moment · wait: a budget is spent · over: the session takes
 * nothing more · final: it will be refused again.
 */
export type Verdict = 'again' | 'wait' | 'over' | 'final';

/** The Graph API refused a call. The message says why, and what to do. */
export class GraphRefusal extends KindredFailure {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  readonly headers: Headers;
  /** Null where the answer was not one of the Graph API, such as the page of a proxy. */
  readonly fault: GraphFault | null;

  constructor(status: number, headers: Headers, fault: GraphFault | null) {
    super(sentenceOf(status, fault));
    this.status = status;
    this.headers = headers;
    this.fault = fault;
  }

  get verdict(): Verdict {
    if (this.fault === null) return this.status >= 500 || this.status === 429 ? 'again' : 'final';
    const { code, error_subcode: subcode } = this.fault;
    if (isRateLimit(code)) return 'wait';
    if (code === 2650 && (subcode === timedOut || subcode === finished)) return 'over';
    if (code === 1 || code === 2 || this.fault.is_transient === true || this.status >= 500) return 'again';
    return 'final';
  }

  /** Another change of the audience is under way, which has to end first. */
  get isBusy(): boolean {
    return this.fault?.code === 2650 && this.fault.error_subcode === updateRunning;
  }

  /** Whether a better token would help. */
  get isAboutToken(): boolean {
    return this.fault !== null && [10, 102, 104, 190, 200].includes(this.fault.code);
  }
}

const timedOut = graphErrors.session_timed_out.subcode;
const finished = graphErrors.session_finished.subcode;
const updateRunning = graphErrors.update_running.subcode;

/** Of the app, the user, the page, custom code, and of the edges of the Marketing API. */
function isRateLimit(code: number): boolean {
  return [4, 17, 32, 341, 613].includes(code) || (code >= 80000 && code <= 80014);
}

/** Codes that only Meta has. */
const elsewhere: Readonly<Record<number, string>> = {
  10: 'The app of the token may not do this: it needs the permission ads_management and access to the ad account.',
  190: 'The access token is not valid, or not any more. Get a new one, and run the same again: it goes on where it stopped.',
  294: 'The token lacks the permission ads_management.',
  368: 'Meta has blocked this for now because of its policies. Its support page says more.',
  2654: 'Look at the name and the type of the audience, and at how many audiences the ad account has.',
};

function sentenceOf(status: number, fault: GraphFault | null): string {
  if (fault === null) return `The server answered with HTTP status ${status}, and not as the Graph API does.`;
  const said = (fault.error_user_msg ?? fault.message).trim();
  const advice = adviceOf(fault);
  const trace = fault.fbtrace_id === undefined ? '' : ` (fbtrace_id ${fault.fbtrace_id})`;
  return `${/[.!?]$/.test(said) ? said : `${said}.`}${advice === '' ? '' : ` ${advice}`}${trace}`;
}

/** What the table of errors says that the caller should do, where code, subcode and text tell which row it is. */
function adviceOf({ code, error_subcode: subcode, message }: GraphFault): string {
  const rows: readonly GraphErrorRow[] = Object.values(graphErrors);
  const same = rows.filter((row) => row.code === code && row.subcode === subcode);
  const row = same.length === 1 ? same[0] : same.find((each) => each.message === message);
  const advice = elsewhere[code] ?? row?.say ?? '';
  return advice.replaceAll('`', '').replaceAll(/\s*\[[^\]]*\]\([^)]*\)\.?/g, '');
}
