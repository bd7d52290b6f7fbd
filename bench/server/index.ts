export { type MeasuredIngest, measureIngest } from './measure.ts';
export { type Stand, setUpStand } from './stand.ts';
