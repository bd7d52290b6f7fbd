export { needsOf, type PeopleSet, type PeopleSetPaths, readPeopleSet } from './data/people-set.ts';
export { type Split, splitOf } from './data/split.ts';
export { readTasks, type Task } from './data/tasks.ts';
export { evaluate, type Means, meansOfResults, type Result } from './evaluate.ts';
export { type Ground, openGround } from './ground.ts';
export { aucOfSides, type Metrics, meansOf, metricNames, metricsOf } from './metrics.ts';
export { runTrial, type Trial } from './trial.ts';
