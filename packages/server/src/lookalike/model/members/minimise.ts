/** Gives the value at a point and writes the gradient. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

const memory = 8;
const sufficientDecrease = 1e-4;
const halvingsMax = 20;

interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly product: number;
}

/**
 * Minimises a smooth convex function by L-BFGS (Nocedal and Wright, chapter 7), measured along the diagonal of
 * its curvature. Stops when a step gains less than `tolerance` of the value, or after `stepsMax` steps.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  curvature: Float64Array,
  { stepsMax = 40, tolerance = 5e-5 } = {},
): Float64Array {
  let point = Float64Array.from(start);
  let gradient = new Float64Array(point.length);
  let value = objective(point, gradient);
  const steps: Step[] = [];
  for (let count = 0; count < stepsMax; count++) {
    const direction = descent(gradient, steps, curvature);
    const slope = dot(direction, gradient);
    if (slope >= 0) break;
    const next = new Float64Array(point.length);
    const turned = new Float64Array(point.length);
    let length = 1;
    let reached = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < halvingsMax; halving++, length /= 2) {
      for (let k = 0; k < next.length; k++)
        next[k] = (point[k] as number) + length * (direction[k] as number);
      reached = objective(next, turned);
      if (reached <= value + sufficientDecrease * length * slope) break;
    }
    if (!(reached < value)) break;
    remember(steps, point, next, gradient, turned);
    const gained = value - reached;
    [point, gradient, value] = [next, turned, reached];
    if (gained < tolerance * Math.abs(value)) break;
  }
  return point;
}

function remember(
  steps: Step[],
  point: Float64Array,
  next: Float64Array,
  gradient: Float64Array,
  after: Float64Array,
): void {
  const moved = next.map((each, k) => each - (point[k] as number));
  const turned = after.map((each, k) => each - (gradient[k] as number));
  const product = dot(moved, turned);
  if (product <= 1e-12) return;
  steps.push({ moved, turned, product });
  if (steps.length > memory) steps.shift();
}

/** The two-loop recursion. */
function descent(gradient: Float64Array, steps: readonly Step[], curvature: Float64Array): Float64Array {
  const direction = Float64Array.from(gradient);
  const shares = new Float64Array(steps.length);
  for (let k = steps.length - 1; k >= 0; k--) {
    const { moved, turned, product } = steps[k] as Step;
    shares[k] = dot(moved, direction) / product;
    add(direction, turned, -(shares[k] as number));
  }
  for (let k = 0; k < direction.length; k++)
    direction[k] = (direction[k] as number) / (curvature[k] as number);
  for (const [k, { moved, turned, product }] of steps.entries()) {
    add(direction, moved, (shares[k] as number) - dot(turned, direction) / product);
  }
  for (let k = 0; k < direction.length; k++) direction[k] = -(direction[k] as number);
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
}

function add(to: Float64Array, from: Float64Array, times: number): void {
  for (let k = 0; k < to.length; k++) to[k] = (to[k] as number) + times * (from[k] as number);
}
