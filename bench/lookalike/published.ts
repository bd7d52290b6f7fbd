/** The best of the plain methods on a task, elsewhere. */
export interface Published {
  readonly metric: 'lift5' | 'vor5';
  readonly value: number;
  readonly method: string;
}

/**
 * Measured elsewhere: scikit-learn, LightGBM and re-implementations of what others publish, 17 methods on the splits u0 to
 * u2 of the same files, the best of them on each task. `all` is the mean over all tasks of a data set.
 */
export const published: Readonly<Record<string, Readonly<Record<string, Published>>>> = {
  bank: {
    subscribe_100: { metric: 'lift5', value: 4.495, method: 'PU bagging' },
    subscribe_500: { metric: 'lift5', value: 4.952, method: 'gradient boosting' },
    subscribe_1500: { metric: 'lift5', value: 5.501, method: 'PU bagging' },
    subscribe_value_1000: { metric: 'vor5', value: 0.336, method: 'logistic regression weighted by value' },
  },
  cdnow: {
    future_value_200: { metric: 'vor5', value: 0.652, method: 'the best quantile by value as seed' },
    future_value_1000: { metric: 'vor5', value: 0.658, method: 'two-part model' },
  },
  twitch_dev: {
    all: { metric: 'lift5', value: 11.23, method: 'tuned gradient boosting' },
  },
};
