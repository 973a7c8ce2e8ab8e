/** The page around the frame. Only its exact origin, which the loader named, is spoken to or listened to. */
import type { FromFrame, ToFrame } from "../loader/messages";

export interface Host {
  tell(message: FromFrame): void;
  title?: string;
  page?: string;
  framed: boolean;
}

export function meetHost(onMessage: (message: ToFrame) => void): Host {
  const about = new URLSearchParams(location.search);
  const origin = about.get("host");
  const framed = window.parent !== window && !!origin;
  if (framed) {
    addEventListener("message", (event: MessageEvent<ToFrame>) => {
      if (event.source === window.parent && event.origin === origin && event.data?.evenkeel) onMessage(event.data);
    });
  }
  return {
    framed,
    title: about.get("title") ?? undefined,
    page: about.get("page") ?? undefined,
    tell: (message) => framed && window.parent.postMessage(message, origin!),
  };
}
