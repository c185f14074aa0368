// Moments and sizes in words. Viet Nam has kept UTC+7 without summer time since 1975, so plain arithmetic is
// right even on phones whose browser knows no time zones.
const OFFSET = 7 * 3600 * 1000;
const DAY = 24 * 3600 * 1000;

const two = (number) => (number < 10 ? '0' : '') + number;
const local = (instant) => new Date(new Date(instant).getTime() + OFFSET);

export function clock(instant) {
  const at = local(instant);
  return two(at.getUTCHours()) + ':' + two(at.getUTCMinutes());
}

export function dayOf(instant) {
  const at = local(instant);
  return two(at.getUTCDate()) + '/' + two(at.getUTCMonth() + 1) + '/' + at.getUTCFullYear();
}

export function dayInWords(instant, words) {
  const day = dayOf(instant);
  if (day === dayOf(Date.now())) return words.today;
  if (day === dayOf(Date.now() - DAY)) return words.yesterday;
  return day;
}

export function size(bytes) {
  if (bytes < 1024) return bytes + ' B';
  if (bytes < 1024 * 1024) return Math.round(bytes / 1024) + ' KB';
  return (bytes / 1024 / 1024).toFixed(1).replace('.', ',') + ' MB';
}
