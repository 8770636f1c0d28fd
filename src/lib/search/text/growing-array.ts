type Cells = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

/** A typed array that grows. */
export class GrowingArray<Kind extends Cells> {
  cells: Kind
  length = 0
  readonly #make: new (
    length: number,
  ) => Kind

  constructor(make: new (length: number) => Kind) {
    this.#make = make
    this.cells = new make(64)
  }

  push(value: number): void {
    if (this.length === this.cells.length) this.#resize(2 * this.length)
    this.cells[this.length] = value
    this.length += 1
  }

  trim(): void {
    if (this.length < this.cells.length) this.#resize(this.length)
  }

  #resize(length: number): void {
    const cells = new this.#make(length)
    cells.set(this.cells.subarray(0, Math.min(length, this.length)))
    this.cells = cells
  }
}
