import { useState } from "preact/hooks";
import { openChat } from "./account";
import { Bag, type BagLine } from "./Bag";
import { PRODUCTS, productOf, type Product, type Room } from "./catalogue";
import { DemoBar } from "./DemoBar";
import { Goods } from "./Goods";
import { Masthead } from "./Masthead";
import { Scene } from "./Scene";

export function Shop() {
  const [room, setRoom] = useState<Room | "All">("All");
  const [bag, setBag] = useState<BagLine[]>([]);
  const [bagOpen, setBagOpen] = useState(false);

  const add = (product: Product) =>
    setBag((lines) =>
      lines.some((line) => line.product === product)
        ? lines.map((line) => (line.product === product ? { product, count: line.count + 1 } : line))
        : [...lines, { product, count: 1 }],
    );
  const remove = (product: Product) => setBag((lines) => lines.filter((line) => line.product !== product));
  const count = bag.reduce((total, line) => total + line.count, 0);

  return (
    <>
      <a class="skip" href="#goods">
        Skip to the goods
      </a>
      <DemoBar />
      <Masthead room={room} setRoom={setRoom} count={count} openBag={() => setBagOpen(true)} />
      <main>
        <section class="hero">
          <div>
            <p class="eyebrow">The winter kitchen</p>
            <h1>Things that earn their place by the fire</h1>
            <p class="lead">
              Cast iron, stoneware, oak and wool from small makers round the coast. Bought once, used every day.
            </p>
            <a class="cta" href="#goods">
              See what's in
            </a>
          </div>
          <Scene />
        </section>
        <Goods
          products={PRODUCTS.filter((product) => room === "All" || product.room === room)}
          room={room}
          asked={productOf(location.search)}
          add={add}
        />
        <section class="service" aria-label="How we work">
          <div>
            <h2>Sent from Portsmouth</h2>
            <p>Parcels leave us within two days, tracked to your door.</p>
          </div>
          <div>
            <h2>Thirty days to decide</h2>
            <p>Send it back unused and we refund you. The label is on us.</p>
          </div>
          <div>
            <h2>Someone to ask</h2>
            <p>
              <button type="button" class="plain-link" onClick={openChat}>
                Open the chat
              </button>{" "}
              about an order, a return or a parcel that hasn't come.
            </p>
          </div>
        </section>
      </main>
      <footer class="shop-foot">
        <p>Harbour &amp; Hearth is a made-up shop that shows Evenkeel at work. Nothing here is really for sale.</p>
        <a href="/desk">For agents: the desk</a>
      </footer>
      <Bag lines={bag} open={bagOpen} close={() => setBagOpen(false)} remove={remove} />
    </>
  );
}
