/** The order panel's side of /api/conversations/:id/orders. A refusal is thrown as Refused, in words for people. */
import type { OrderPanel, OrderView, Press } from "../../protocol";
import { call } from "../api";

export interface PressBody {
  id: string;
  deed: string;
  about: string;
  values: object;
  seen: number;
  assured?: string;
}

export interface OrderDoor {
  list(): Promise<OrderPanel>;
  order(number: string): Promise<OrderView>;
  preview(deed: string, about: string, values: object): Promise<{ words: string[] }>;
  press(body: PressBody): Promise<Press>;
}

export function orderDoor(conversation: string, csrf: string): OrderDoor {
  const here = `/api/conversations/${encodeURIComponent(conversation)}/orders`;
  return {
    list: () => call(here),
    order: (number) => call(`${here}/${encodeURIComponent(number)}`),
    preview: (deed, about, values) => call(`${here}/preview`, { deed, about, values }, csrf),
    press: (body) => call(`${here}/press`, body, csrf),
  };
}
