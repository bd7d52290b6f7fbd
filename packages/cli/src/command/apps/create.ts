import { createApp } from '../../api/apps.ts';
import type { AddCommand } from '../command.ts';
import { requireProofOption, type SettingOptions, settingsOf, strictOption } from './settings.ts';
import { secretText } from './table.ts';

export const addAppsCreate: AddCommand = (parent, open) => {
  parent
    .command('create')
    .description('create an app; its secret is shown once')
    .requiredOption('--name <name>', 'what callers see of it')
    .addOption(requireProofOption())
    .addOption(strictOption())
    .action(async (options: SettingOptions) => {
      const session = open();
      const made = await createApp(session.client, settingsOf(options));
      session.answer(made, () => secretText(made, session.view));
    });
};
