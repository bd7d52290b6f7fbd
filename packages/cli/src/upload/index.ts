export type { ListWish } from './list-pieces.ts';
export { summed, type UploadAnswer } from './report.ts';
export { type EndedUpload, runUpload } from './run-upload.ts';
export { uploadAnswerText } from './upload-text.ts';
