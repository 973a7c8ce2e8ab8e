/** Who is signed in to the demo shop. The shop's server signs a token; the page hands it to the widget. */
import type { Evenkeel } from "../loader/messages";

export interface Customer {
  id: string;
  name: string;
  email: string;
}

const REMEMBERED = "harbour.customer";

/** The loader may still be on its way: calls wait in the stub's queue until it is there. */
function widget(): Evenkeel {
  const page = window as Window & { Evenkeel?: Evenkeel };
  if (!page.Evenkeel) {
    const stub: Evenkeel = (...call) => void stub.q!.push(call);
    stub.q = [];
    page.Evenkeel = stub;
  }
  return page.Evenkeel;
}

export async function customers(): Promise<Customer[]> {
  return (await json(await fetch("/api/demo/customers"))) as Customer[];
}

export async function signIn(customerId: string): Promise<void> {
  const response = await fetch("/api/demo/sign-in", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ customer_id: customerId }),
  });
  const { customer_token } = (await json(response)) as { customer_token: string };
  localStorage.setItem(REMEMBERED, customerId);
  widget()("identify", customer_token);
}

export function signOut(): void {
  localStorage.removeItem(REMEMBERED);
  widget()("identify", null);
}

/** Whoever a link in a mail has just signed in, else whoever was signed in before. */
export function remembered(): string | null {
  const linked = new URLSearchParams(location.hash.slice(1)).get("customer");
  if (linked) history.replaceState(null, "", location.pathname + location.search);
  return linked ?? localStorage.getItem(REMEMBERED);
}

export function openChat(): void {
  widget()("open");
}

async function json(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response.json();
}
