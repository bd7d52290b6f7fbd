import type { AddCommand } from '../command.ts';
import { addUploadsList } from './list.ts';
import { addUploadsShow } from './show.ts';

export { addUpload } from './upload.ts';

export const addUploads: AddCommand = (parent, open) => {
  const uploads = parent.command('uploads').description('what became of the files that were sent');
  addUploadsList(uploads, open);
  addUploadsShow(uploads, open);
};
