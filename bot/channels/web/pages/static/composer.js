// Where the person writes: text, a file, or both.
import { size } from './moment.js';

const LONGEST = 10000;
const LARGEST = 20 * 1024 * 1024;
const LARGEST_PICTURE = 5 * 1024 * 1024; // of a citizen's
const ENOUGH = 1.5 * 1024 * 1024; // of a picture, which is not made smaller then
const KEYBOARD_ON_SCREEN = window.matchMedia('(hover: none) and (pointer: coarse)').matches;

const isPicture = (file) => ['image/jpeg', 'image/png', 'image/webp'].includes(file.type);

export const byId = (id) => document.getElementById(id);

export class Composer {
  constructor(words, onText, onFile) {
    Object.assign(this, { words, onText, onFile });
    this.form = byId('composer');
    this.input = byId('text');
    this.picker = byId('file');
    this.file = null;
    this.form.addEventListener('submit', (event) => this.submit(event));
    this.input.addEventListener('input', () => this.grow());
    this.input.addEventListener('keydown', (event) => this.key(event));
    byId('attach').addEventListener('click', () => this.picker.click());
    this.picker.addEventListener('change', () => this.choose(this.picker.files[0]));
    byId('unchoose').addEventListener('click', () => {
      this.choose(null);
      this.input.focus();
    });
    if (!KEYBOARD_ON_SCREEN) this.input.focus();
  }

  allowFiles(allowed, accept) {
    byId('attach').hidden = !allowed;
    this.picker.accept = accept;
    this.allowed = allowed;
    this.picturesOnly = accept.startsWith('image/');
    if (!allowed) this.choose(null);
  }

  // A file dropped anywhere on the conversation.
  listenForDrops(node) {
    node.addEventListener('dragover', (event) => event.preventDefault());
    node.addEventListener('drop', (event) => {
      event.preventDefault();
      if (this.allowed && event.dataTransfer.files.length) this.choose(event.dataTransfer.files[0]);
    });
  }

  choose(given) {
    this.notice('');
    this.picker.value = '';
    this.given = given;
    this.show(null);
    this.choosing = this.look(given);
  }

  async look(given) {
    const heavy = given && this.picturesOnly && isPicture(given) && given.size > ENOUGH;
    const file = heavy ? await made(given) : given;
    if (this.given === given) this.show(file && this.acceptable(file) ? file : null); // nothing else was chosen meanwhile
  }

  show(file) {
    this.file = file;
    const line = byId('chosen');
    line.hidden = !this.file;
    line.firstElementChild.textContent = this.file ? this.file.name + ' · ' + size(this.file.size) : '';
    if (this.file) this.input.focus();
  }

  acceptable(file) {
    const heavy = this.picturesOnly && isPicture(file) && file.size > LARGEST_PICTURE;
    const large = file.size > LARGEST ? this.words.file_too_large : heavy ? this.words.picture_too_large : '';
    const problem = file.size === 0 ? this.words.file_empty : large;
    this.notice(problem);
    return !problem;
  }

  key(event) {
    // keyCode 229 and isComposing: a Vietnamese input method is still at work on this letter.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    if (!KEYBOARD_ON_SCREEN) this.submit(event);
  }

  async submit(event) {
    event.preventDefault();
    await this.choosing;
    const text = this.input.value.trim().normalize('NFC');
    if (!text && !this.file) return this.input.focus();
    if (Array.from(text).length > LONGEST) return this.notice(this.words.text_too_long);
    this.notice('');
    if (this.file) this.onFile(this.file, text);
    else this.onText(text);
    this.clear();
  }

  clear() {
    this.input.value = '';
    this.choose(null);
    this.input.dispatchEvent(new Event('input'));
    this.input.focus();
  }

  grow() {
    this.input.style.height = 'auto';
    // An empty field measures its placeholder, which large text breaks over several lines.
    if (this.input.value) this.input.style.height = this.input.scrollHeight + 2 + 'px';
  }

  notice(text) {
    byId('notice').textContent = text;
  }
}

// What makes pictures smaller is loaded with the first that needs it; where it cannot be, the picture goes as it is.
async function made(picture) {
  try {
    const { smaller } = await import('./smaller.js');
    return await smaller(picture, ENOUGH, LARGEST_PICTURE);
  } catch {
    return picture;
  }
}
