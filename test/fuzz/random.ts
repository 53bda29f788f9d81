/** A seeded generator (xorshift32): the same input for the same seed, on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    // Spread, so that neighbouring seeds have nothing in common; never 0.
    this.state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1;
    for (let k = 0; k < 4; k++) {
      this.next();
    }
  }

  private next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    this.state >>>= 0;
    return this.state;
  }

  /** 0 <= integer < n */
  below(n: number): number {
    return n <= 0 ? 0 : this.next() % n;
  }

  /** True in one of n cases. */
  oneIn(n: number): boolean {
    return this.below(n) === 0;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }
}
