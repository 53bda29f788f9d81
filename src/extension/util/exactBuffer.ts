/**
 * The bytes of a view in an ArrayBuffer that holds nothing else. Posting a view ships its whole underlying buffer,
 * and a Node Buffer would arrive as an object of numbers.
 */
export function exactBuffer(view: ArrayBufferView): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = view;
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength) {
    return buffer;
  }
  const exact = new Uint8Array(byteLength);
  exact.set(new Uint8Array(buffer, byteOffset, byteLength));
  return exact.buffer;
}
