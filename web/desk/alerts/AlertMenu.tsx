import { useEffect, useState } from "preact/hooks";
import { alertWish, setAlertWish } from "../api";
import { chime } from "./chime";
import { askToNotify, canNotify, type Prefs } from "./prefs";

interface Props {
  prefs: Prefs;
  choose: (next: Prefs) => void;
  csrf: string;
}

/** How one wants to hear of customers who wait. Sound and notifications are this browser's; mail follows the person. */
export function AlertMenu({ prefs, choose, csrf }: Props) {
  const [mail, setMail] = useState<boolean | null>(null);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    alertWish().then(
      (wish) => setMail(wish.mail),
      () => undefined, // without an answer there is nothing to switch
    );
  }, []);

  const desktop = async (wanted: boolean) => {
    const granted = wanted && (await askToNotify());
    setProblem(wanted && !granted ? "Your browser does not allow notifications from this page. Its settings for this site do." : undefined);
    choose({ ...prefs, desktop: granted });
  };
  const mails = async (wanted: boolean) => {
    setMail(wanted);
    try {
      await setAlertWish(wanted, csrf);
      setProblem(undefined);
    } catch (error) {
      setMail(!wanted);
      setProblem((error as Error).message);
    }
  };

  return (
    <fieldset class="alert-menu">
      <legend>When a customer waits</legend>
      <Switch
        id="sound"
        words="Play a sound"
        on={prefs.sound}
        set={(sound) => {
          choose({ ...prefs, sound });
          if (sound) chime(false);
        }}
      />
      {prefs.sound && <p class="hint">Silent until you first press something on this page.</p>}
      <Switch id="desktop" words="Desktop notification" on={prefs.desktop && canNotify()} set={(wanted) => void desktop(wanted)} />
      {mail !== null && <Switch id="mail" words="E-mail when I’m away" on={mail} set={(wanted) => void mails(wanted)} />}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

function Switch({ id, words, on, set }: { id: string; words: string; on: boolean; set: (next: boolean) => void }) {
  return (
    <label>
      <input type="checkbox" role="switch" checked={on} data-testid={`alert-${id}`} onChange={(event) => set(event.currentTarget.checked)} />
      {words}
    </label>
  );
}
