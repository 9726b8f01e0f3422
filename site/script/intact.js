// Intact: published files, fetched and known by the hash in their names.

/** split returns the name of a file and the hash that was put into it: engine.0123456789ab.wasm. */
function split(path) {
  const [, name, hash, ext] = /([^/]+?)(?:\.([0-9a-f]{12}))?(\.\w+)$/.exec(path);
  return { name: name + ext, hash };
}

/** megabytes writes a size. */
export const megabytes = (n) => (n / 1e6).toFixed(1);

/** wrong is the Error about a file. */
export const wrong = (path, what) => new Error(`${split(path).name} ${what}`);

/** request fetches a file; what goes wrong is an Error in words. */
export async function request(path) {
  let response;
  try {
    response = await fetch(path);
  } catch {
    throw wrong(path, "could not be loaded: the server does not answer");
  }
  if (!response.ok) throw wrong(path, `could not be loaded (${response.status})`);
  return response;
}

/**
 * intact reports whether the content of a file, a Blob, is what was published: its
 * SHA-256 begins with the hash in the name. Only a secure page can check that;
 * elsewhere it is true.
 */
export async function intact(path, content) {
  const { hash } = split(path);
  if (!hash || !globalThis.crypto?.subtle) return true;
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await content.arrayBuffer()));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("").startsWith(hash);
}
