// Read zip files, such as Python wheels.

const END = 0x06054b50; // marks the record at the end
const END_LENGTH = 22;

/**
 * @param {Uint8Array<ArrayBuffer>} archive
 * @returns {Promise<{path: string, bytes: Uint8Array<ArrayBuffer>}[]>} its files, in the archive's order
 */
export async function unzip(archive) {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  let end = archive.length - END_LENGTH;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) throw new Error('This is no zip file.');
  const files = [];
  let entry = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const method = view.getUint16(entry + 10, true);
    const size = view.getUint32(entry + 20, true);
    const [name, extra, remark] = [28, 30, 32].map(at => view.getUint16(entry + at, true));
    const path = new TextDecoder().decode(archive.subarray(entry + 46, entry + 46 + name));
    const local = view.getUint32(entry + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = archive.subarray(start, start + size);
    if (!path.endsWith('/'))
      files.push({path, bytes: method === 0 ? packed : await inflated(packed)});
    entry += 46 + name + extra + remark;
  }
  return files;
}

/** @param {Uint8Array<ArrayBuffer>} packed */
const inflated = async packed =>
  new Uint8Array(await decompressed(new Response(packed), 'deflate-raw'));

/**
 * Decompress a response. It avoids Blob, which WebKit's workers can't read from a folder.
 * @param {Response} packed @param {CompressionFormat} format
 * @returns {Promise<ArrayBuffer>}
 */
export function decompressed({body}, format) {
  const stream = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (body);
  return new Response(stream.pipeThrough(new DecompressionStream(format))).arrayBuffer();
}
