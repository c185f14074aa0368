// The list of commands: opened by its button, or by typing "/" (then it narrows as one types).
import { action, element } from './message.js';

const plain = (text) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd');

export class Menu {
  constructor(node, opener, input, onChoose) {
    Object.assign(this, { node, opener, input, onChoose });
    this.commands = [];
    this.dismissed = false;
    opener.addEventListener('click', () => this.toggle());
    node.addEventListener('keydown', (event) => this.move(event));
    input.addEventListener('input', () => this.follow());
    input.addEventListener('keydown', (event) => this.move(event));
    document.addEventListener('click', (event) => {
      if (!node.contains(event.target) && !opener.contains(event.target) && event.target !== input) this.close();
    });
  }

  set(commands) {
    this.commands = commands || [];
    this.opener.hidden = !this.commands.length;
    this.close();
  }

  toggle() {
    if (!this.node.hidden) return this.close();
    this.fill(this.commands);
    if (this.node.firstChild) this.node.firstChild.focus();
  }

  follow() {
    const typed = this.input.value;
    if (typed === '') this.dismissed = false;
    if (this.dismissed || !/^\/\S*$/.test(typed)) return this.close();
    const start = plain(typed);
    this.fill(this.commands.filter((one) => plain(one.command).indexOf(start) === 0));
  }

  fill(commands) {
    this.node.textContent = '';
    commands.forEach((one) => {
      const item = action('command', '', () => this.choose(one.command));
      item.append(element('strong', '', one.command), ' ', element('span', '', one.description));
      this.node.append(item);
    });
    this.show(commands.length > 0);
  }

  choose(command) {
    this.close();
    this.input.focus();
    this.onChoose(command);
  }

  close() {
    this.show(false);
  }

  show(open) {
    this.node.hidden = !open;
    this.opener.setAttribute('aria-expanded', String(open));
  }

  dismiss() {
    this.dismissed = true;
    this.close();
    this.input.focus();
  }

  // The arrows lead from the text into the list and round in it; Escape leads back.
  move(event) {
    if (this.node.hidden) return;
    const items = Array.from(this.node.children);
    const at = items.indexOf(document.activeElement);
    if (event.key === 'Escape') this.dismiss();
    else if (event.key === 'ArrowDown') items[(at + 1) % items.length].focus();
    else if (event.key === 'ArrowUp') items[at < 1 ? items.length - 1 : at - 1].focus();
    else return;
    event.preventDefault();
  }
}
