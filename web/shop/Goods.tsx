import { useEffect, useRef, useState } from "preact/hooks";
import { Art } from "./Art";
import { price, type Product } from "./catalogue";

interface Props {
  products: Product[];
  room: string;
  asked?: string; // the product a link led to
  add: (product: Product) => void;
}

export function Goods({ products, room, asked, add }: Props) {
  return (
    <section class="goods" id="goods" aria-labelledby="goods-title">
      <h2 id="goods-title">{room === "All" ? "New this season" : room}</h2>
      <ul>
        {products.map((product, index) => (
          <Good
            key={product.sku}
            product={product}
            asked={product.sku === asked}
            tint={index % 4}
            add={() => add(product)}
          />
        ))}
      </ul>
    </section>
  );
}

function Good({ product, asked, tint, add }: { product: Product; asked: boolean; tint: number; add: () => void }) {
  const [added, setAdded] = useState(false);
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (asked) place.current?.scrollIntoView({ block: "center" });
  }, [asked]);
  return (
    <li class={asked ? "good asked" : "good"} ref={place} aria-current={asked || undefined}>
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
          aria-label={`${added ? "Added" : "Add"} ${product.name} to the bag`}
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
