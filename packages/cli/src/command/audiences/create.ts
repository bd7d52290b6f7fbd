import { createAudience } from '../../api/audiences.ts';
import type { FormField } from '../../wire/index.ts';
import type { AddCommand } from '../command.ts';
import { sendAndFollow } from '../uploads/send.ts';
import { userTypeOption } from '../user-type.ts';

interface Options {
  readonly account: string;
  readonly name: string;
  readonly userType?: string;
  readonly description?: string;
  readonly optOutLink?: string;
}

export const addAudiencesCreate: AddCommand = (parent, open) => {
  parent
    .command('create')
    .description('create a custom audience from a file, and follow it until it is matched')
    .argument(
      '<file>',
      'one hashed person a line, or a CSV whose header names Graph schema keys; - is standard input',
    )
    .requiredOption('--account <fb_id>', 'the ad account that will own it')
    .requiredOption('--name <name>', 'what people call it')
    .addOption(userTypeOption())
    .option('--description <text>', 'what it is')
    .option('--opt-out-link <url>', 'where people can ask to be left out')
    .action(async (file: string, options: Options) => {
      await sendAndFollow(open(), file, fieldsOf(options), createAudience);
    });
};

/**
 * An empty user_type says that there is none, so that the server need not wait for the end of the form to know;
 * subtype asks for the current form of the answer.
 */
function fieldsOf(options: Options): FormField[] {
  const values: Readonly<Record<string, string | undefined>> = {
    fb_ad_account_id: options.account,
    name: options.name,
    subtype: 'CUSTOM',
    description: options.description,
    opt_out_link: options.optOutLink,
    user_type: options.userType ?? '',
  };
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
