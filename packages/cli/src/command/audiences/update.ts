import { updateAudience } from '../../api/audience/owner.ts';
import { WrongUsage } from '../../failure.ts';
import type { AddCommand } from '../command.ts';
import { audienceText } from './text.ts';

interface Options {
  readonly name?: string;
  readonly description?: string;
  readonly optOutLink?: string;
}

export const addAudiencesUpdate: AddCommand = (parent, open) => {
  parent
    .command('update')
    .description('change what is said of a custom audience; its people stay (see `kindred upload`)')
    .argument('<id>', 'its local id or its Graph id')
    .option('--name <name>', 'what people call it')
    .option('--description <text>', "what it is; '' takes it away")
    .option('--opt-out-link <url>', "where people can ask to be left out; '' takes it away")
    .action(async (id: string, { name, description, optOutLink }: Options) => {
      const words = { name, description, opt_out_link: optOutLink };
      if (Object.values(words).every((each) => each === undefined)) {
        throw new WrongUsage(
          'Nothing is to be changed. See `kindred audiences update --help` for what can be.',
        );
      }
      const session = open();
      const audience = await updateAudience(session.client, id, words);
      session.answer({ fb_custom_audience: audience }, () => audienceText(audience, session.view));
    });
};
