/** What the demo shop sells: the same things, at the same prices, as bot/backoffice/demo.py (a test holds them equal). */

export type Room = "Kitchen" | "Table" | "Home";

export interface Product {
  sku: string;
  name: string;
  pence: number;
  room: Room;
  about: string;
}

export const PRODUCTS: Product[] = [
  { sku: "KTL-01", name: "Pour-over kettle, matt black", pence: 5400, room: "Kitchen", about: "A slow, steady spout" },
  { sku: "MUG-04", name: "Stoneware mugs, set of 4", pence: 2800, room: "Table", about: "Thrown and glazed by hand" },
  { sku: "LMP-01", name: "Reading lamp, brass", pence: 9600, room: "Home", about: "Turns to where you sit" },
  { sku: "PAN-28", name: "Cast-iron pan, 28 cm", pence: 4800, room: "Kitchen", about: "Seasoned and ready" },
  { sku: "THR-01", name: "Lambswool throw, heather", pence: 8500, room: "Home", about: "Woven in one piece" },
  { sku: "BWL-02", name: "Stoneware serving bowl", pence: 2400, room: "Table", about: "Holds salad for six" },
  { sku: "GRD-01", name: "Burr coffee grinder", pence: 6900, room: "Kitchen", about: "Forty settings, one crank" },
  { sku: "CND-03", name: "Beeswax candles, three", pence: 1650, room: "Home", about: "Nine hours each" },
  { sku: "BRD-01", name: "Oak chopping board", pence: 3200, room: "Kitchen", about: "Oiled end to end" },
  { sku: "JAR-06", name: "Storage jars, set of 6", pence: 3600, room: "Table", about: "Glass, with cork lids" },
  { sku: "BSK-01", name: "Willow log basket", pence: 4200, room: "Home", about: "Strong enough for oak" },
  { sku: "KNF-03", name: "Kitchen knife trio", pence: 7200, room: "Kitchen", about: "Chef's, bread and paring" },
  { sku: "ESP-01", name: "Espresso machine", pence: 34900, room: "Kitchen", about: "Two cups, twenty-five seconds" },
  { sku: "CSH-01", name: "Cushion cover, mustard", pence: 1900, room: "Home", about: "Washed linen, 45 cm" },
  { sku: "TWL-02", name: "Linen tea towels, pair", pence: 1400, room: "Table", about: "Softer with each wash" },
  { sku: "MAT-01", name: "Coir doormat", pence: 2200, room: "Home", about: "Leaves the harbour outside" },
];

/** The product that the address asks for ("?product=MUG-04"), if we sell it. */
export function productOf(search: string): string | undefined {
  const sku = new URLSearchParams(search).get("product");
  return PRODUCTS.find((product) => product.sku === sku)?.sku;
}

export function price(pence: number): string {
  return `£${(pence / 100).toFixed(2)}`;
}
