/** Times as people say them, in the reader's own zone. */
import type { Iso } from "../protocol";

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** "14:05" today, "Thu, 20 Nov 14:05" on any other day. */
export function shortTime(at: Iso, now = new Date()): string {
  const time = new Date(at);
  const clock = clockFormat.format(time);
  return time.toDateString() === now.toDateString() ? clock : `${dayFormat.format(time)} ${clock}`;
}

/** The whole date and time with its zone, for titles. */
export function fullTime(at: Iso): string {
  return fullFormat.format(new Date(at));
}

/** How long since: "45 s", "3 min 10 s", "1 h 5 min", "2 d". Never negative. */
export function since(at: Iso, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(at)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes} min ${seconds % 60} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}
