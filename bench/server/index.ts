export { Api } from './api.ts';
export { type MeasuredIngest, measureIngest } from './measure.ts';
export { type Stand, setUpStand } from './stand.ts';
