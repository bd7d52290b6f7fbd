export { Api } from './api.ts';
export { type MeasuredIngest, measureIngest } from './measure.ts';
export { ProcessGauge } from './process-gauge.ts';
export { serverSettings, startServer } from './server.ts';
export { type Stand, setUpStand } from './stand.ts';
export { formAround } from './upload/form.ts';
export { timeUpload, type UploadSeconds } from './upload/time-upload.ts';
