// What was tapped and is not taken yet: on the disk, where it outlives a reload and a power cut.
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class Disk {
  constructor(db) {
    this.db = db;
  }

  async change(work) {
    // "strict": written to the disk, not only handed to the system.
    const transaction = this.db.transaction('waiting', 'readwrite', { durability: 'strict' });
    work(transaction.objectStore('waiting'));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  read() {
    return this.db.transaction('waiting').objectStore('waiting');
  }

  add(entry) {
    return this.change((store) => store.add(entry));
  }

  async first(limit) {
    const [keys, entries] = await Promise.all([
      done(this.read().getAllKeys(null, limit)),
      done(this.read().getAll(null, limit)),
    ]);
    return { keys, entries };
  }

  remove(keys) {
    return this.change((store) => keys.forEach((key) => store.delete(key)));
  }

  async count() {
    return done(this.read().count());
  }
}

class Memory {
  constructor() {
    this.entries = [];
  }

  async add(entry) {
    this.entries.push(entry);
  }

  async first(limit) {
    const entries = this.entries.slice(0, limit);
    return { keys: entries, entries };
  }

  async remove(keys) {
    this.entries = this.entries.filter((entry) => !keys.includes(entry));
  }

  async count() {
    return this.entries.length;
  }
}

// Where to put an entry, best place first: a disk may be full, or not for us.
export async function openStores(name) {
  const stores = [new Memory()];
  try {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('waiting', { autoIncrement: true });
    stores.unshift(new Disk(await done(request)));
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  } catch (error) { /* then it lives as long as the page */ }
  return stores;
}
