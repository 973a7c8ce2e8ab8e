import { render } from "preact";
import "../common/base.css";
import "./shop.css";
import { Shop } from "./Shop";

render(<Shop />, document.getElementById("app")!);
