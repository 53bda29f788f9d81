/** Whether a file's first bytes are the given ones. */
export function startsWith(magic: ArrayLike<number>): (head: Uint8Array) => boolean {
  return head => head.length >= magic.length && Array.prototype.every.call(magic, (byte, k) => head[k] === byte);
}
