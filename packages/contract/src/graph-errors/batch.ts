import { limits } from '../limits.ts';
import type { GraphErrorRow } from './row.ts';

/** What can be wrong with a batch, and with what its operations say of each other. */
export const batchErrors = {
  batch_not_list: {
    code: 100,
    status: 400,
    message: '(#100) batch parameter must be a JSON array',
    say: 'Send `batch` as a list of objects with `method` and `relative_url`.',
  },
  // Without the usual (#100): this is the text that clients have seen.
  batch_too_long: {
    code: 100,
    status: 400,
    message: `Too many requests in batch message. Maximum batch size is ${limits.graph_operations_max}`,
    say: 'Send the operations in several batches.',
  },
  batch_operation_invalid: {
    code: 100,
    status: 400,
    message: '(#100) {place} must {rule}',
    say: 'Change the operation as the message says; its place is counted from 0.',
  },
  batch_nested: {
    code: 100,
    status: 400,
    message: '(#100) A batch cannot hold a batch.',
    say: 'Put the inner operations beside the others.',
  },
  batch_circle: {
    code: 100,
    status: 400,
    message: '(#100) The operations of the batch depend on each other in a circle.',
    say: 'Take out one of the references or `depends_on`.',
  },
  batch_name_repeated: {
    code: 100,
    status: 400,
    message: "(#100) Two operations of the batch have the name '{name}', which another depends on.",
    say: 'Give each operation that others depend on a name of its own.',
  },
  batch_name_unknown: {
    code: 100,
    status: 400,
    message: "(#100) No operation of the batch has the name '{name}', which another depends on.",
    say: 'Put `name` on the operation that is meant.',
  },
  reference_unreadable: {
    code: 100,
    status: 400,
    message:
      "(#100) The path of {reference} cannot be read. Use names, positions and *, as in $.data.*.id or $['x'][0].",
    say: 'Write the path as the message says.',
  },
  reference_empty: {
    code: 100,
    status: 400,
    message: '(#100) The path of {reference} finds nothing in the response of that operation.',
    say: 'Look at what that operation answers, and whether it asks for the field in `fields`.',
  },
  reference_too_large: {
    code: 100,
    status: 400,
    message: '(#100) {reference} finds too much: references may add at most {max} characters to a text.',
    say: 'Refer to less, or ask for it in a call of its own.',
  },
} as const satisfies Readonly<Record<string, GraphErrorRow>>;
