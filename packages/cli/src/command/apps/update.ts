import { Option } from 'commander';
import { updateApp } from '../../api/apps.ts';
import { WrongUsage } from '../../failure.ts';
import type { AddCommand } from '../command.ts';
import { requireProofOption, type SettingOptions, settingsOf, strictOption } from './settings.ts';
import { appsTable } from './table.ts';

export const addAppsUpdate: AddCommand = (parent, open) => {
  parent
    .command('update')
    .description('change an app; what is not given stays as it is')
    .argument('<id>', 'its id, as `kindred apps list` shows it')
    .option('--name <name>', 'what callers see of it')
    .addOption(requireProofOption())
    .addOption(new Option('--no-require-proof', 'take calls without an appsecret_proof'))
    .addOption(strictOption())
    .option('--lenient', 'hold its calls to nothing')
    .action(async (id: string, options: SettingOptions) => {
      const session = open();
      const settings = settingsOf(options);
      if (Object.values(settings).every((each) => each === undefined)) {
        throw new WrongUsage('Nothing is to be changed. See `kindred apps update --help` for what can be.');
      }
      const app = await updateApp(session.client, id, settings);
      session.answer({ app }, () => appsTable([app], session.view));
    });
};
