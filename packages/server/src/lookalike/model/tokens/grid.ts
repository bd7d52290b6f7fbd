/** Of a number of 32 bits, without its sign and with room for what rounding adds. */
const bitsOfSum = 30;
/** Of a Float32 with a sign, one less than it has. */
const bitsOfWeight = 23;
/** What is smaller says nothing, and its unit would be no Float32. */
const placesMax = 100;

/**
 * How many binary places weights of tokens may have, so that as whole numbers their sum fits into 32 bits whichever of the
 * tokens somebody has, and each is exact as a Float32.
 */
export function binaryPlaces(weights: Float32Array): number {
  let [sum, most] = [0, 0];
  for (const weight of weights) {
    sum += Math.abs(weight);
    most = Math.max(most, Math.abs(weight));
  }
  if (most === 0) return 0;
  return Math.min(
    bitsOfSum - Math.ceil(Math.log2(sum)),
    bitsOfWeight - Math.ceil(Math.log2(most)),
    placesMax,
  );
}

/**
 * The same weights, rounded to their binary places: sums of them are exact, in whatever order and by whichever machine. So
 * who has the same tokens as somebody at a threshold is on the same side of it here and in the engine.
 */
export function onGrid(weights: Float32Array): Float32Array {
  // Rounding may make a sum so large that it has a place less; nobody may have to round these weights again.
  for (let places = binaryPlaces(weights); ; places -= 1) {
    const unit = 2 ** -places;
    const rounded = weights.map((weight) => Math.round(weight / unit) * unit);
    if (binaryPlaces(rounded) >= places) return rounded;
  }
}
