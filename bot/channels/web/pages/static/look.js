// The demo's conversation as a messenger shows it (bot/demo/looks.py): several messages for one, five buttons under each,
// or numbered lines that are chosen by typing.
import { bubble, buttonRows } from './message.js';

// Appends what stands for this message to its node.
export function appendDrawn(node, drawn, message, words, onTap) {
  drawn.forEach((piece, index) => {
    const attached = index ? { picture: null, file: null } : {};
    node.append(bubble(Object.assign({}, message, { text: piece.text, headings: [] }, attached), words));
    if (!piece.buttons.length) return;
    node.append(buttonRows(piece.buttons, (button, tapped) => {
      if (!button.more) return onTap(button, tapped);
      tapped.disabled = true;
      appendDrawn(node, button.more, { from: 'bot', at: message.at }, words, onTap);
    }));
  });
}

const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

// The choice that a number or the words of a line stand for; nothing where it is ordinary text.
export function chosen(choices, text) {
  const number = /^\s*(\d{1,3})[.)]?\s*$/.exec(text);
  if (number) return choices[Number(number[1]) - 1];
  const alike = choices.filter((choice) => plain(choice.label) && plain(choice.label) === plain(text));
  return alike.length === 1 ? alike[0] : undefined;
}
