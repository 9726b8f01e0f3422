// Shelf: the files that a Go program in a trial may read. They are in memory,
// so nothing waits, and nothing can be written.

/** What a Go program wants to know of a file besides its size and kind. */
const plain = { dev: 0, ino: 0, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096, blocks: 0, atimeMs: 0, mtimeMs: 0, ctimeMs: 0 };

const refuse = (code) => Object.assign(new Error(code), { code });

/** Shelf holds texts by path and answers as Node's fs does, by callbacks. */
export class Shelf {
  #files = new Map(); // absolute path → bytes
  #folders = new Map(); // absolute path → the names in it
  #open = new Map(); // descriptor → {path, at}
  #next = 10; // above the standard streams
  #folder;

  /** texts are the files by their path below "/", folder is where the program works. */
  constructor(texts, folder) {
    const encoder = new TextEncoder();
    this.#folder = `/${folder}`;
    this.#folders.set("/", new Set()).set(this.#folder, new Set());
    for (const [name, text] of Object.entries(texts)) {
      let path = `/${name}`;
      this.#files.set(path, encoder.encode(text));
      while (path !== "/") {
        const cut = path.lastIndexOf("/");
        const parent = path.slice(0, cut) || "/";
        if (!this.#folders.has(parent)) this.#folders.set(parent, new Set());
        this.#folders.get(parent).add(path.slice(cut + 1));
        path = parent;
      }
    }
  }

  /** lend gives the files to the Go programs of this page: fs, process and path are what they ask. */
  lend(scope) {
    Object.assign(scope.process, { cwd: () => this.#folder });
    scope.path.resolve = (...parts) => this.#resolve(parts.join("/"));
    scope.fs.constants.O_DIRECTORY = 1 << 16; // Go refuses to open a folder without one
    const calls = {
      open: (path) => this.#descriptor(this.#resolve(path)),
      close: (fd) => void this.#open.delete(fd),
      stat: (path) => this.#about(this.#resolve(path)),
      lstat: (path) => this.#about(this.#resolve(path)),
      fstat: (fd) => this.#about(this.#file(fd).path),
      readdir: (path) => [...(this.#folders.get(this.#resolve(path)) ?? this.#missing())].sort(),
      read: (fd, to, offset, length, position) => this.#read(this.#file(fd), to, offset, length, position),
    };
    for (const [name, answer] of Object.entries(calls)) {
      scope.fs[name] = (...args) => {
        const done = args.pop();
        let value;
        try {
          value = answer(...args);
        } catch (error) {
          done(error);
          return;
        }
        done(null, value);
      };
    }
  }

  #resolve(path) {
    return decodeURIComponent(new URL(path, `file://${this.#folder}/`).pathname).replace(/(.)\/+$/, "$1");
  }

  #missing() {
    throw refuse("ENOENT");
  }

  #descriptor(path) {
    this.#about(path); // refuses what is not there
    this.#open.set(this.#next, { path, at: 0 });
    return this.#next++;
  }

  #file(fd) {
    const file = this.#open.get(fd);
    if (!file) throw refuse("EBADF");
    return file;
  }

  #about(path) {
    const folder = this.#folders.has(path);
    const size = folder ? 0 : (this.#files.get(path) ?? this.#missing()).length;
    return { ...plain, size, mode: folder ? 0o040555 : 0o100444, isDirectory: () => folder };
  }

  #read(file, to, offset, length, position) {
    const bytes = this.#files.get(file.path);
    if (!bytes) throw refuse("EISDIR");
    const from = position ?? file.at;
    const part = bytes.subarray(from, from + length);
    to.set(part, offset);
    if (position === null) file.at += part.length;
    return part.length;
  }
}
