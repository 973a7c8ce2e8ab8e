import { useEffect, useState } from "preact/hooks";
import { fullTime, shortTime } from "../../common/times";
import type { UndeliveredMail } from "../../protocol";
import { undeliveredMails } from "../api";

const EVERY_MS = 60_000;
const SHOWN = 8;
const KINDS: Record<string, string> = {
  unseen: "what they have not seen",
  waiting: "a callback’s confirmation",
  late: "a late callback",
  transcript: "a copy of the conversation",
  alert: "an alert for the team",
};

/** Mail that came back: nothing is shown as long as all of it arrives. */
export function Undelivered({ open }: { open: (conversationId: string) => void }) {
  const [mails, setMails] = useState<UndeliveredMail[]>([]);

  useEffect(() => {
    const look = () => undeliveredMails().then(setMails, () => undefined); // the figures above say if the desk is away
    void look();
    const timer = setInterval(look, EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  if (!mails.length) return null;
  return (
    <div class="live-lists undelivered">
      <section aria-labelledby="undelivered-title" data-testid="undelivered">
        <h3 id="undelivered-title">Mail that came back: {mails.length}</h3>
        <ul>
          {mails.slice(0, SHOWN).map((mail) => (
            <li key={mail.id}>
              {mail.conversation_id && mail.reference && (
                <button type="button" class="link" onClick={() => open(mail.conversation_id!)}>
                  {mail.reference}
                </button>
              )}
              <span title={fullTime(mail.given_up_at)}>{shortTime(mail.given_up_at)}</span>
              <span>
                {KINDS[mail.kind] ?? mail.kind} to <b>{mail.recipient}</b>
              </span>
              {mail.error && <span class="promise-text">{mail.error}</span>}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
