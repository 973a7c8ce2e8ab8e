/**
 * The small script a shop puts on its pages: <script src="https://desk.example/widget.js" data-title="…" async>.
 * It draws the launcher in a shadow root and keeps the conversation in a frame of the desk's origin. It imports
 * nothing, adds one element and one global, and if the desk cannot be reached the page never notices.
 *
 *   Evenkeel("identify", token | null)   Evenkeel("open")   Evenkeel("close")
 */
import type { Evenkeel, FromFrame, ToFrame } from "./messages";
import css from "./loader.css?inline";

(() => {
  const script = document.currentScript as HTMLScriptElement | null;
  const page = window as Window & { Evenkeel?: Evenkeel; EvenkeelLoaded?: boolean };
  if (!script || page.EvenkeelLoaded) return;
  page.EvenkeelLoaded = true;

  const desk = new URL(script.src).origin;
  const waiting = page.Evenkeel?.q ?? [];
  let token: string | null | undefined;
  let open = false;
  let ready = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let frame: HTMLIFrameElement | undefined;

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML =
    '<dialog aria-label="Customer help"><p class="fail" role="status" hidden>The chat could not be loaded. The rest of this ' +
    'page works as usual.<button class="again">Try again</button></p></dialog>' +
    '<button class="launcher" data-testid="launcher" aria-expanded="false" aria-label="Open the chat">' +
    '<svg viewBox="0 0 24 24"><path class="shut" d="M4 5.5h16v10.5H10.5L6 20v-4H4z"/>' +
    '<path class="opened" d="M6 9l6 6 6-6"/></svg><span class="count" data-testid="unread" hidden></span></button>';
  const find = <T extends HTMLElement>(name: string) => root.querySelector<T>(name)!;
  const panel = find<HTMLDialogElement>("dialog");
  const launcher = find<HTMLButtonElement>(".launcher");
  const count = find(".count");
  const failure = find(".fail");

  const covering = matchMedia("(max-width:540px),(max-height:480px)"); // as in loader.css
  covering.onchange = place;

  // A phone's keyboard makes the visible part smaller: the panel keeps to it.
  const view = visualViewport;
  const fit = () => {
    host.style.setProperty("--h", `${view!.height}px`);
    host.style.setProperty("--t", `${view!.offsetTop}px`);
  };
  view?.addEventListener("resize", fit);
  view?.addEventListener("scroll", fit);

  function tell(message: ToFrame) {
    if (ready) frame?.contentWindow?.postMessage(message, desk);
  }

  function load() {
    if (frame) return;
    failure.hidden = true;
    frame = document.createElement("iframe");
    const about = new URLSearchParams({ host: location.origin, page: location.href.slice(0, 500) });
    if (script!.dataset.title) about.set("title", script!.dataset.title);
    frame.src = `${desk}/widget?${about}`;
    frame.title = "Customer help chat";
    panel.append(frame);
    patience = setTimeout(giveUp, 12_000);
  }

  function giveUp() {
    frame?.remove();
    frame = undefined;
    ready = false;
    failure.hidden = false;
  }

  function show(next: boolean) {
    open = next;
    launcher.setAttribute("aria-expanded", String(open));
    if (open) load();
    place();
    tell({ evenkeel: "open", open });
    label(open ? 0 : Number(count.textContent));
  }

  /** Where it covers the page, nothing behind it can be reached, and a phone's "back" closes it. Focus comes and goes. */
  function place() {
    panel.close();
    if (open) panel[covering.matches ? "showModal" : "show"]();
  }

  function label(unread: number) {
    count.textContent = unread ? String(unread) : "";
    count.hidden = !unread;
    const news = unread ? `, ${unread} new ${unread === 1 ? "message" : "messages"}` : "";
    launcher.setAttribute("aria-label", (open ? "Close the chat" : "Open the chat") + news);
  }

  function command(name: string, value?: string | null) {
    if (name === "identify") {
      token = value ?? null;
      tell({ evenkeel: "identify", token });
    } else if (name === "open" || name === "close") show(name === "open");
  }

  panel.onclose = () => open && !panel.open && show(false);
  launcher.onclick = () => show(!open);
  find(".again").onclick = load;
  addEventListener("message", (event: MessageEvent<FromFrame>) => {
    if (event.origin !== desk || !frame || event.source !== frame.contentWindow) return;
    const message = event.data;
    if (message.evenkeel === "ready") {
      clearTimeout(patience);
      ready = true;
      if (token !== undefined) tell({ evenkeel: "identify", token });
      tell({ evenkeel: "open", open });
    } else if (message.evenkeel === "close") show(false);
    else if (message.evenkeel === "unread" && !open) label(message.count);
  });

  page.Evenkeel = command;
  for (const call of waiting) command(...call);
  const start = () => {
    document.body.append(host);
    // The frame comes after the page has what it needs; opening the chat sooner loads it at once.
    if ("requestIdleCallback" in window) requestIdleCallback(load, { timeout: 3000 });
    else setTimeout(load, 1000);
  };
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
