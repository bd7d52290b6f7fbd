import type { AddCommand } from '../command.ts';
import { addAudiencesCreate } from './create.ts';
import { addAudiencesDelete } from './delete.ts';
import { addAudiencesList } from './list.ts';
import { addAudiencesShare, addAudiencesUnshare } from './share.ts';
import { addAudiencesShow } from './show.ts';
import { addAudiencesUpdate } from './update.ts';

export const addAudiences: AddCommand = (parent, open) => {
  const audiences = parent.command('audiences').description('custom audiences');
  addAudiencesList(audiences, open);
  addAudiencesShow(audiences, open);
  addAudiencesCreate(audiences, open);
  addAudiencesUpdate(audiences, open);
  addAudiencesShare(audiences, open);
  addAudiencesUnshare(audiences, open);
  addAudiencesDelete(audiences, open);
};
