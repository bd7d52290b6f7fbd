import { limits } from '../limits.ts';
import type { GraphErrorRow } from './row.ts';

/** What can be wrong with an audience, and with people who are sent to it. */
export const audienceErrors = {
  subtype_not_served: {
    code: 2654,
    status: 400,
    message:
      '(#2654) Audience Creation Failed: this server makes custom audiences of customer lists (subtype CUSTOM) and lookalikes (subtype LOOKALIKE), not {subtype}.',
    say: 'Create a customer list, with `subtype=CUSTOM`, or a lookalike of one, with `subtype=LOOKALIKE`.',
  },
  account_elsewhere: {
    code: 100,
    status: 400,
    message: '(#100) The audiences of this ad account live at Meta and are not served here',
    say: 'Call the Graph API of Meta itself, or send files with the Audience API, which brings them there.',
  },
  // The beginning of the text is what clients report; the rest of it is not public.
  audience_not_owned: {
    code: 200,
    status: 403,
    message: '(#200) The current user can not update audience {id}',
    say: 'Another ad account shares this audience with yours. Ask its owner (`owner_account_info`) to change it.',
  },
  audience_not_shared: {
    code: 100,
    subcode: 1487301,
    status: 400,
    message: 'Invalid parameter',
    title: 'Custom Audience Not Shared',
    userMessage:
      'The custom audience {id} belongs to another ad account, which does not share it with the ad account {account}.',
    say: 'Ask the owner to share it (`POST /{audience}/adaccounts`), or leave `ad_account_id` out.',
  },
  audiences_too_many: {
    code: 2654,
    status: 400,
    message: `(#2654) Too Many Custom Audiences: this ad account has ${limits.custom_audiences_max} customer lists, which is as many as it may have. Delete one before you create another.`,
    say: 'Delete a customer list that nobody needs.',
  },
  schema_mismatch: {
    code: 100,
    status: 400,
    message: '(#100) Data is missing or does not match schema: {problem}',
    say: 'Mend `payload`: `schema` is a name or a list of names, `data` a list of rows.',
  },
  rows_too_many: {
    code: 105,
    status: 400,
    type: 'GraphMethodException',
    message: 'The number of parameters exceeded the maximum for this operation',
    title: 'Too many rows',
    userMessage: `A request takes at most ${limits.graph_rows_max} rows; this one has {rows}. Send them in several requests, in one session.`,
    say: 'Send the rows in several requests, in one session.',
  },
  replace_changes_values: {
    code: 2650,
    status: 400,
    message:
      '(#2650) Failed to update the custom audience: This audience is {kind}, which a replace cannot change.',
    say: 'Send `LOOKALIKE_VALUE` in a replace when the audience is value-based, and only then.',
  },
  sources_mixed: {
    code: 2650,
    status: 400,
    message:
      '(#2650) Failed to update the custom audience: This audience was created from data source FILE_IMPORTED.{before}, which does not support data source FILE_IMPORTED.{added}.',
    say: 'Send rows of one key to one audience and rows of several keys to another, or have an operator take the rule `mixing` from the app.',
  },
  audience_too_small: {
    code: 200,
    subcode: 1870047,
    status: 400,
    message: 'Permissions error',
    title: 'Audience Size too Low',
    userMessage: 'You cannot remove users from this audience because it will result in a low audience size.',
    say: `Take out fewer people: \`approximate_count_lower_bound\` less the rows of the request must be ${limits.size_floor_people} or more. Or replace the audience, delete it, or have an operator take the rule \`removal\` from the app.`,
  },
  update_running: {
    code: 2650,
    subcode: 1870145,
    status: 400,
    message: '(#2650) Failed to update the custom audience: Audience Update In Progess',
    title: 'Audience Update In Progess',
    userMessage: 'Another update of this audience is running. Wait until it is finished, and send again.',
    say: 'Wait until `operation_status` is no longer 414, then send again.',
  },
  session_timed_out: {
    code: 2650,
    subcode: 1870158,
    status: 400,
    message: '(#2650) Failed to update the custom audience: Replace Session Timed Out',
    title: 'Replace Session Timed Out',
    userMessage:
      'The session ended 90 minutes after its first batch. What had arrived by then was taken; begin a new session for the rest.',
    say: 'Begin a new session, with a `session_id` that was not used before.',
  },
  replace_not_begun: {
    code: 2650,
    subcode: 1870147,
    status: 400,
    message: '(#2650) Failed to update the custom audience: Invalid Upload Batch for Replace',
    title: 'Invalid Upload Batch for Replace',
    userMessage: 'A replace begins with the batch whose batch_seq is 1. Send that one first.',
    say: 'Send the batch with `batch_seq` 1 first, and the others after its answer.',
  },
  session_finished: {
    code: 2650,
    subcode: 1870159,
    status: 400,
    message: '(#2650) Failed to update the custom audience: Replace Session Finished',
    title: 'Replace Session Finished',
    userMessage: 'The session ended with the batch whose last_batch_flag was true. Begin a new session.',
    say: 'Begin a new session, with a `session_id` that was not used before.',
  },
  replace_failed: {
    code: 2650,
    subcode: 1870148,
    status: 400,
    message: '(#2650) Failed to update the custom audience: Something Went Wrong',
    title: 'Something Went Wrong',
    userMessage:
      'What this session brought could not be applied, so the audience is what it was before. Send all of it again in a new session.',
    say: 'Send all batches again, in a new session. An operator finds the reason in the report of the upload.',
  },
  replace_too_large: {
    code: 2650,
    subcode: 1870144,
    status: 400,
    message: '(#2650) Failed to update the custom audience: DFCA Size Not Supported For Replace',
    title: 'DFCA Size Not Supported For Replace',
    userMessage:
      'An audience of 100 million people or more cannot be replaced. Add and remove people instead.',
    say: 'Add and remove people with `/users` instead.',
  },
} as const satisfies Readonly<Record<string, GraphErrorRow>>;
