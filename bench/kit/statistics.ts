/** The middle one; of an even number the lower of the two in the middle, so that it is one that happened. */
export function medianBy<Item>(items: readonly Item[], measureOf: (item: Item) => number): Item {
  const sorted = items.toSorted((left, right) => measureOf(left) - measureOf(right));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error('the median of nothing was asked for');
  return middle;
}

/** Slope of the straight line through (log x, log y) by least squares: 1 means that y grows as x does. */
export function logLogSlope(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const along = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const square = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return along / square;
}
