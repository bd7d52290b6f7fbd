export { RelayPlans } from './relay-plans.ts';
