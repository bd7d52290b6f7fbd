import { WrongUsage } from '../../failure.ts';

/** Local or Graph ids of ad accounts. Throws WrongUsage for anything else; they stay text, for Graph ids are long. */
export function accountIds(texts: readonly string[]): readonly string[] {
  for (const text of texts) {
    if (!/^(act_)?[0-9]{1,19}$/.test(text)) {
      throw new WrongUsage(
        `--account is "${text}", but must be an id, as \`kindred accounts list\` shows it.`,
      );
    }
  }
  return texts;
}
