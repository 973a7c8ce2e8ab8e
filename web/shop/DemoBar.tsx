import { useEffect, useState } from "preact/hooks";
import { customers, remembered, signIn, signOut, type Customer } from "./account";

/** Stands for the shop's own log-in: whoever is chosen here is who the assistant knows the visitor to be. */
export function DemoBar() {
  const [people, setPeople] = useState<Customer[]>([]);
  const [who, setWho] = useState("");
  const [problem, setProblem] = useState<string>();

  const choose = async (id: string) => {
    try {
      if (id) await signIn(id);
      else signOut();
      setWho(id);
      setProblem(undefined);
    } catch (error) {
      setProblem("Signing in did not work. You are browsing as a guest.");
      console.error(error);
    }
  };

  useEffect(() => {
    customers()
      .then((found) => {
        setPeople(found);
        const before = remembered();
        return choose(found.some((person) => person.id === before) ? before! : "");
      })
      .catch((error) => {
        setProblem("The list of demo customers could not be loaded.");
        console.error(error);
      });
  }, []);

  return (
    <aside class="demobar" aria-label="Demonstration">
      <p>{problem ?? "Demo shop"}</p>
      <a href="/demo/mail" target="_blank" rel="noopener">Mail to customers</a>
      <label>
        <span>{who ? "Signed in as" : "Browsing as"}</span>
        <select
          data-testid="customer"
          value={who}
          onChange={(event) => void choose(event.currentTarget.value)}
        >
          <option value="">Guest</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </select>
      </label>
    </aside>
  );
}
