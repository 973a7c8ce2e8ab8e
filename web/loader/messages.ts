/** What the loader and the frame say to each other, by postMessage with exact origins. Types only. */

export type ToFrame = { evenkeel: "open"; open: boolean } | { evenkeel: "identify"; token: string | null };

export type FromFrame = { evenkeel: "ready" } | { evenkeel: "close" } | { evenkeel: "unread"; count: number };

/** window.Evenkeel. Before the loader runs a page may put a stub there that collects its calls in `q`. */
export interface Evenkeel {
  (name: "identify" | "open" | "close" | string, value?: string | null): void;
  q?: [name: string, value?: string | null][];
}
