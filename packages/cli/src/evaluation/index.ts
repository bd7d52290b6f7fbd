export { evaluate, type Means, meansOfResults, type Result } from './evaluate.ts';
export { type Ground, openGround } from './ground.ts';
export { needsOf, type PeopleSet, type PeopleSetPaths, readPeopleSet } from './held-out/people-set.ts';
export { checkTasks, type Split, splitOf } from './held-out/split.ts';
export { readTasks, type Task } from './held-out/tasks.ts';
export { aucOfSides, type Metrics, meansOf, metricNames, metricsOf } from './metrics.ts';
export { runTrial, type Trial } from './trial.ts';
