import { useState } from "preact/hooks";
import { Art } from "./Art";
import { price, type Product } from "./catalogue";

export function Goods({ products, room, add }: { products: Product[]; room: string; add: (product: Product) => void }) {
  return (
    <section class="goods" id="goods" aria-labelledby="goods-title">
      <h2 id="goods-title">{room === "All" ? "New this season" : room}</h2>
      <ul>
        {products.map((product, index) => (
          <Good key={product.sku} product={product} tint={index % 4} add={() => add(product)} />
        ))}
      </ul>
    </section>
  );
}

function Good({ product, tint, add }: { product: Product; tint: number; add: () => void }) {
  const [added, setAdded] = useState(false);
  return (
    <li class="good">
      <div class={`picture tint-${tint}`}>
        <Art sku={product.sku} />
      </div>
      <div class="good-words">
        <h3>{product.name}</h3>
        <p>{product.about}</p>
      </div>
      <div class="good-buy">
        <b>{price(product.pence)}</b>
        <button
          type="button"
          class="button small"
          aria-label={`Add ${product.name} to the bag`}
          onClick={() => {
            add();
            setAdded(true);
            setTimeout(() => setAdded(false), 1600);
          }}
        >
          {added ? "Added" : "Add"}
        </button>
      </div>
    </li>
  );
}
