// Times and durations as people read them.

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
let skew = 0;

/** Takes the server's clock: durations are right on a machine whose clock is not. */
export function setNow(text) {
  skew = Date.parse(text) - Date.now();
}

export const now = () => Date.now() + skew;
export const timeOf = (text) => (text ? clock.format(Date.parse(text)) : "");
export const dayOf = (text) => (text ? day.format(Date.parse(text)) : "");

/** Gives a duration in its two greatest units. */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }

  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  }

  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

export function between(start, end) {
  return start ? duration((end ? Date.parse(end) : now()) - Date.parse(start)) : "";
}

export const count = (number, noun, plural) => `${number} ${number === 1 ? noun : plural ?? `${noun}s`}`;
