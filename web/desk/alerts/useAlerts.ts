import { useEffect, useRef, useState } from "preact/hooks";
import type { Overview } from "../../protocol";
import { tabTitle } from "../state";
import { chime, unlockOnTouch } from "./chime";
import { learn, titled, type Memory, type News } from "./news";
import { loadPrefs, savePrefs, type Prefs } from "./prefs";

const BEAT_MS = 1000;

/** Sound, tab title and desktop notification for whatever is new. `open` shows a conversation. */
export function useAlerts(overview: Overview | undefined, open: (id: string) => void) {
  const [prefs, setPrefs] = useState(loadPrefs);
  const [fresh, setFresh] = useState<News[]>([]);
  const [beat, setBeat] = useState(false);
  const memory = useRef<Memory>();

  useEffect(unlockOnTouch, []);

  useEffect(() => {
    if (!overview) return;
    const learned = learn(memory.current, overview);
    memory.current = learned.memory;
    const here = overview.me.availability === "online";
    const news = learned.news.filter((one) => here || one.urgent); // whoever is away is left in peace
    if (!news.length) return;
    if (prefs.sound) chime(news.some((one) => one.urgent));
    if (watched()) return;
    setFresh((before) => [...before, ...news]);
    if (prefs.desktop) for (const one of news) notify(one, open);
  }, [overview]);

  useEffect(() => {
    const looked = () => watched() && setFresh([]);
    addEventListener("focus", looked);
    document.addEventListener("visibilitychange", looked);
    return () => {
      removeEventListener("focus", looked);
      document.removeEventListener("visibilitychange", looked);
    };
  }, []);

  useEffect(() => {
    if (!fresh.length) return;
    const timer = setInterval(() => setBeat((now) => !now), BEAT_MS);
    return () => clearInterval(timer);
  }, [fresh.length > 0]);

  useEffect(() => {
    document.title = titled(tabTitle(overview), fresh, beat);
  }, [overview, fresh, beat]);

  const choose = (next: Prefs) => {
    setPrefs(next);
    savePrefs(next);
  };
  return { prefs, choose };
}

const watched = () => !document.hidden && document.hasFocus();

function notify(news: News, open: (id: string) => void) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  // One for each conversation: a newer takes the place of an older.
  const shown = new Notification(news.words, { body: "Evenkeel desk", tag: news.conversation_id, requireInteraction: news.urgent });
  shown.onclick = () => {
    window.focus();
    open(news.conversation_id);
    shown.close();
  };
}
