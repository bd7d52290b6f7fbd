import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Ending, madePlatform, runUpload } from './made-platform.ts';

const startMs = 1_700_000_000_000;

const platforms = fc.record({
  /** Writes in a window. */
  calls: fc.integer({ min: 20, max: 400 }),
  windowMs: fc.constantFrom(5000, 60_000, 300_000),
  /** How exactly it tells. */
  step: fc.constantFrom(0.01, 1),
  isCostKnown: fc.boolean(),
  isWindowTold: fc.boolean(),
  latencyMs: fc.integer({ min: 5, max: 3000 }),
  seed: fc.integer(),
});

test('alone on an account it never provokes a refusal, and uses nine tenths of the budget', () => {
  const property = fc.property(platforms, (settings) => {
    const platform = madePlatform(settings, startMs);
    const windows = 6;
    const ending = runUpload(platform, { startMs, untilMs: startMs + windows * settings.windowMs });
    assert.equal(ending.refused, 0, 'refused');
    assert.ok(
      ending.admitted >= 0.9 * possible(ending, settings, windows),
      `${ending.admitted} of ${possible(ending, settings, windows)}`,
    );
  });
  fc.assert(property, { numRuns: 200 });
});

/** What a budget allows, and what that many connections can carry. */
function possible(
  { inFlightMax }: Ending,
  settings: { readonly calls: number; readonly windowMs: number; readonly latencyMs: number },
  windows: number,
): number {
  const carried = (inFlightMax * windows * settings.windowMs) / (1.5 * settings.latencyMs);
  return Math.min(settings.calls * (windows - 1), carried);
}
