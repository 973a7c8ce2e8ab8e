/** What the desk has to say of a draft, asked a moment after the last key: the coach's advice and promises to record. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { DraftLook, PromiseWish } from "../../protocol";
import { kept, promisesFor, type Edits } from "./promises";

const PAUSE_MS = 350;

export interface Looked {
  look: DraftLook;
  of: string; // the draft it is about
}

export interface DraftHelp {
  looked?: Looked;
  promises: PromiseWish[]; // as the agent left them
  quiet: boolean; // the coach was put away for this draft
  hush: () => void;
  edit: (text: string, wish: PromiseWish | null) => void; // null: not a promise
  sending: (text: string) => PromiseWish[] | undefined; // what goes with the message; then a new draft begins
}

/** `ask`: undefined where nothing is to be asked (a note, or somebody else's conversation). */
export function useDraftLook(text: string, ask?: (text: string) => Promise<DraftLook | undefined>): DraftHelp {
  const [looked, setLooked] = useState<Looked>();
  const [edits, setEdits] = useState<Edits>({});
  const [quiet, setQuiet] = useState(false);
  const wanted = useRef("");

  useEffect(() => {
    wanted.current = text;
    if (!ask || !text.trim()) {
      setLooked(undefined);
      if (!text.trim()) {
        setEdits({});
        setQuiet(false);
      }
      return;
    }
    const timer = setTimeout(async () => {
      const look = await ask(text);
      if (look && wanted.current === text) setLooked({ look, of: text });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, !ask]);

  return {
    looked,
    promises: kept(looked?.look.promises ?? [], edits),
    quiet,
    hush: () => setQuiet(true),
    edit: (promise, wish) => setEdits((before) => ({ ...before, [promise]: wish })),
    sending: (sent) => promisesFor(sent, looked && { promises: looked.look.promises, of: looked.of }, edits),
  };
}
