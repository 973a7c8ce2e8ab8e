import { useEffect, useRef, useState } from "preact/hooks";
import { newId } from "../../common/ids";
import type { Deed, DeedField, Press } from "../../protocol";
import { Refused } from "../api";
import type { OrderDoor } from "./door";

type Values = Record<string, string | string[]>;

interface Props {
  door: OrderDoor;
  deed: Deed;
  about: string;
  seen: number;
  done: (press: Press) => void;
  cancel: () => void;
  stale: () => void; // the order is not as it was shown
}

/** Fill in, see in words what will happen, then do it. The press keeps its id until it is known what came of it. */
export function DeedForm({ door, deed, about, seen, done, cancel, stale }: Props) {
  const [values, setValues] = useState<Values>(() => chosenAlready(deed));
  const [assured, setAssured] = useState("");
  const [words, setWords] = useState<string[]>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const press = useRef("");
  const box = useRef<HTMLFormElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);

  useEffect(() => box.current?.querySelector<HTMLElement>("input, textarea, button")?.focus(), []);
  useEffect(() => {
    if (words) confirm.current?.focus();
  }, [words]);

  const change = (name: string, value: string | string[]) => {
    setValues((before) => ({ ...before, [name]: value }));
    setWords(undefined);
    setProblem(undefined);
  };

  const attempt = async (what: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await what();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(error.message);
      if (error.code === "meanwhile" || error.code === "not_offered") stale();
    } finally {
      setBusy(false);
    }
  };

  const submit = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (!words) {
      void attempt(async () => {
        const preview = await door.preview(deed.name, about, values);
        press.current = newId();
        setWords(preview.words);
      });
    } else {
      void attempt(async () =>
        done(await door.press({ id: press.current, deed: deed.name, about, values, seen, assured: assured || undefined })),
      );
    }
  };

  return (
    <form class="deed-form" data-testid="deed-form" aria-label={`${deed.title}, ${about}`} ref={box} onSubmit={submit}>
      <h4>{deed.title}</h4>
      {deed.fields
        .filter(({ when }) => !when || values[when.name] === when.is)
        .map((field) => (
          <Input key={field.name} field={field} value={values[field.name]} change={(value) => change(field.name, value)} />
        ))}
      {deed.care && (
        <label class="field">
          How did you make sure who it is?
          <textarea
            class="input"
            rows={2}
            maxLength={300}
            required
            value={assured}
            data-testid="deed-assured"
            onInput={(event) => setAssured(event.currentTarget.value)}
          />
          <span class="hint">They have not signed in. What you write is kept with it.</span>
        </label>
      )}
      {words && (
        <div class="deed-preview" role="status" data-testid="deed-preview">
          <ul>
            {words.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="deed-buttons">
        <button type="submit" class="button primary small" disabled={busy} data-testid={words ? "deed-do" : "deed-preview-button"} ref={confirm}>
          {busy ? "One moment…" : words ? `${deed.title}: do it` : "What will happen"}
        </button>
        <button type="button" class="button small quiet" onClick={cancel}>
          Leave it
        </button>
      </div>
    </form>
  );
}

/** A single option is no question. */
function chosenAlready(deed: Deed): Values {
  const values: Values = {};
  for (const { name, kind, options } of deed.fields) {
    if (kind === "choice" && options.length) values[name] = options[0]!.value;
    if (kind === "lines") values[name] = options.length === 1 ? [options[0]!.value] : [];
  }
  return values;
}

interface InputProps {
  field: DeedField;
  value: string | string[] | undefined;
  change: (value: string | string[]) => void;
}

function Input({ field, value, change }: InputProps) {
  const { name, label, kind, options, required, hint } = field;
  const words = required ? label : `${label} (optional)`;
  if (kind === "choice" && options.length === 1) {
    return (
      <p>
        <b>{label}:</b> {options[0]!.words}
      </p>
    );
  }
  if (kind === "choice" || kind === "lines") {
    const chosen = Array.isArray(value) ? value : value ? [value] : [];
    return (
      <fieldset class="deed-options">
        <legend>{label}</legend>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type={kind === "choice" ? "radio" : "checkbox"}
              name={name}
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                change(
                  kind === "choice"
                    ? option.value
                    : event.currentTarget.checked
                      ? [...chosen, option.value]
                      : chosen.filter((other) => other !== option.value),
                )
              }
            />{" "}
            {option.words}
          </label>
        ))}
      </fieldset>
    );
  }
  const common = {
    class: "input",
    value: (value as string | undefined) ?? "",
    maxLength: 300,
    required,
    "data-testid": `deed-${name}`,
    onInput: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  };
  return (
    <label class="field">
      {words}
      {kind === "long" ? <textarea rows={2} {...common} /> : <input inputMode={kind === "money" ? "decimal" : undefined} {...common} />}
      {hint && <span class="hint">{hint}</span>}
    </label>
  );
}
