import { useRef, useState } from "preact/hooks";
import { Icon } from "../../common/Icon";
import type { Link } from "./api";

/** A one-time link, to be copied and sent by hand. */
export function LinkToSend({ link, words }: { link: Link; words: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(field.current!.value);
      setCopied(true);
    } catch {
      setCopied(false); // not allowed here: it is selected, and Ctrl-C does it
    }
  };
  return (
    <div class="link-to-send" data-testid="link">
      <label class="field">
        {words}
        <input class="input" ref={field} readOnly value={new URL(link.url, location.href).href} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <button type="button" class="button small" onClick={copy}>
        <Icon name={copied ? "check" : "copy"} size={16} />
        {copied ? "Copied" : "Copy"}
      </button>
      <p class="hint" role="status">
        It works once, for 24 hours.{" "}
        {link.mailed ? "It is on its way to them by e-mail; you can also send it yourself." : "Send it to nobody else."}
      </p>
    </div>
  );
}
