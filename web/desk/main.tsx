import { render } from "preact";
import "../common/base.css";
import "./desk.css";
import { App } from "./App";

render(<App />, document.getElementById("app")!);
