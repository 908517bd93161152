// Cache the largest files between visits, in files that a worker reads at once. A response to a request
// would pass through much of the browser in small pieces. If a browser lacks or forbids
// such files, everything is downloaded as usual.

/** @typedef {import('../types/state').SiteFile} SiteFile */
/** @typedef {{file: SiteFile, bytes: Uint8Array<ArrayBuffer>}} Content */

const FOLDER = 'learnscope';
/** @param {SiteFile} file */
const nameOf = ({url}) => url.slice(url.lastIndexOf('/') + 1); // includes a hash, so versions never mix

/** @param {string} base the address of the page's folder; a site may have several @returns {Promise<FileSystemDirectoryHandle>} */
async function folderOf(base) {
  const all = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, {
    create: true,
  });
  return all.getDirectoryHandle(encodeURIComponent(new URL(base).pathname), {create: true});
}

/**
 * Read a file's bytes, unchecked; null if they are not available.
 * @param {string} base @param {SiteFile} file @returns {Promise<Uint8Array<ArrayBuffer> | null>}
 */
export async function read(base, file) {
  try {
    const handle = await (await folderOf(base)).getFileHandle(nameOf(file));
    return await using(handle, {mode: 'read-only'}, access => {
      const bytes = new Uint8Array(access.getSize() === file.bytes ? file.bytes : 0);
      return access.read(bytes, {at: 0}) === file.bytes ? bytes : null;
    });
  } catch {
    return null;
  }
}

/**
 * Cache some files, and delete those of other versions.
 * @param {string} base @param {Content[]} contents @param {SiteFile[]} version all files of this version
 */
export async function keep(base, contents, version) {
  const folder = await folderOf(base);
  const names = new Set(version.map(nameOf));
  for await (const name of folder.keys()) if (!names.has(name)) await folder.removeEntry(name);
  for (const {file, bytes} of contents) {
    const handle = await folder.getFileHandle(nameOf(file), {create: true});
    await using(handle, {}, access => {
      access.truncate(0);
      access.write(bytes, {at: 0});
    });
  }
}

/**
 * Open a file for synchronous access, work with it, and close it.
 * @template T
 * @param {any} handle of a file @param {object} options @param {(access: any) => T} work
 */
async function using(handle, options, work) {
  const access = await handle.createSyncAccessHandle(options);
  try {
    return work(access);
  } finally {
    access.close();
  }
}
