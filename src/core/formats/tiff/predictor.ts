/**
 * Undoes horizontal differencing (TIFF 6.0, section 14) in place: each sample is stored as the difference to the same
 * band's sample to its left. `bytes` is the width of a sample; floats are differenced as the integers of their bits.
 */
export function undoDifferences(rows: Uint8Array, rowBytes: number, samples: number, bytes: number): void {
  for (let start = 0; start + rowBytes <= rows.length; start += rowBytes) {
    const [at, count] = [rows.byteOffset + start, rowBytes / bytes];
    if (bytes === 8) {
      accumulateWide(new BigUint64Array(rows.buffer, at, count), samples);
    } else if (bytes === 4) {
      accumulate(new Uint32Array(rows.buffer, at, count), samples);
    } else if (bytes === 2) {
      accumulate(new Uint16Array(rows.buffer, at, count), samples);
    } else {
      accumulate(rows.subarray(start, start + rowBytes), samples);
    }
  }
}

function accumulate(row: Uint8Array | Uint16Array | Uint32Array, samples: number): void {
  for (let k = samples; k < row.length; k++) {
    row[k] += row[k - samples];
  }
}

function accumulateWide(row: BigUint64Array, samples: number): void {
  for (let k = samples; k < row.length; k++) {
    row[k] += row[k - samples];
  }
}

/**
 * Undoes the floating point predictor (Adobe Photoshop TIFF Technical Note 3) in place: a row holds the most
 * significant bytes of all samples, then the next ones, and all of it differenced byte by byte. The result is little
 * endian whatever the file's byte order.
 */
export function undoFloatPredictor(rows: Uint8Array, rowBytes: number, samples: number, bytes: number): void {
  const planes = new Uint8Array(rowBytes);
  const count = rowBytes / bytes;
  for (let start = 0; start + rowBytes <= rows.length; start += rowBytes) {
    planes.set(rows.subarray(start, start + rowBytes));
    for (let k = samples; k < rowBytes; k++) {
      planes[k] += planes[k - samples];
    }
    for (let k = 0; k < count; k++) {
      for (let byte = 0; byte < bytes; byte++) {
        rows[start + k * bytes + byte] = planes[(bytes - 1 - byte) * count + k];
      }
    }
  }
}
