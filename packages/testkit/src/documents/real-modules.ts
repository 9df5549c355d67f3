import * as https from "node:https";
import process from "node:process";
import * as cmfutures from "@listenkey/cmfutures";
import * as core from "@listenkey/core";
import * as kit from "@listenkey/core/kit";
import * as testing from "@listenkey/core/testing";
import * as transport from "@listenkey/core/transport";
import * as margin from "@listenkey/margin";
import * as options from "@listenkey/options";
import * as portfolioMargin from "@listenkey/portfolio-margin";
import * as signing from "@listenkey/signing";
import * as simulator from "@listenkey/simulator";
import * as server from "@listenkey/simulator/server";
import * as spot from "@listenkey/spot";
import * as stream from "@listenkey/stream";
import * as nodeHttp from "@listenkey/transport-node-http";
import * as fetching from "@listenkey/transport-fetch";
import * as umfutures from "@listenkey/umfutures";
import type { Module } from "./stand-ins.ts";

/** What blocks of documentation may import. */
export const realModules: Readonly<Record<string, Module>> = {
  "@listenkey/cmfutures": cmfutures,
  "@listenkey/core": core,
  "@listenkey/core/kit": kit,
  "@listenkey/core/testing": testing,
  "@listenkey/core/transport": transport,
  "@listenkey/margin": margin,
  "@listenkey/options": options,
  "@listenkey/portfolio-margin": portfolioMargin,
  "@listenkey/signing": signing,
  "@listenkey/simulator": simulator,
  "@listenkey/simulator/server": server,
  "@listenkey/spot": spot,
  "@listenkey/stream": stream,
  "@listenkey/transport-fetch": fetching,
  "@listenkey/transport-node-http": nodeHttp,
  "@listenkey/umfutures": umfutures,
  "node:https": { Agent: https.Agent },
  "node:process": { default: process },
};
