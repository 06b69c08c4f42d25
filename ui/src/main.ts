import { mount } from "svelte";
import App from "./App.svelte";
import { followLanguage } from "$lib/state/lang.svelte";
import "./style/tokens.css";
import "./style/base.css";

followLanguage();

const target = document.getElementById("root");
if (target) mount(App, { target });
