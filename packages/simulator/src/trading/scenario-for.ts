import {
  isolatedSymbol,
  familyOf,
  type ProductFamily,
  type ProductId,
} from "../rules/product-ids.ts";
import { marketOf, SPOT_MARKETS } from "./market.ts";
import { coinm, usdm } from "./scenarios/futures-kinds.ts";
import { FuturesScenario } from "./scenarios/futures-scenario.ts";
import { OptionsScenario } from "./scenarios/options-scenario.ts";
import { PortfolioScenario } from "./scenarios/portfolio-scenario.ts";
import { MarginRiskScenario, ProScenario } from "./scenarios/risk-scenarios.ts";
import type { Scenario, ScenarioDeps } from "./scenarios/scenario.ts";
import { SpotScenario } from "./scenarios/spot-scenario.ts";

type MakeScenario = (deps: ScenarioDeps, product: ProductId) => Scenario;

const spot: MakeScenario = (deps) => new SpotScenario(deps, SPOT_MARKETS);

const SCENARIOS: Readonly<Record<ProductFamily, MakeScenario>> = {
  spot,
  "margin-cross": spot,
  "margin-isolated": (deps, product) =>
    new SpotScenario(deps, [marketOf(isolatedSymbol(product) ?? "BTCUSDT")]),
  "margin-risk": (deps) => new MarginRiskScenario(deps),
  umfutures: (deps) => new FuturesScenario(deps, usdm),
  cmfutures: (deps) => new FuturesScenario(deps, coinm(aliasFrom(deps))),
  options: (deps) => new OptionsScenario(deps),
  "portfolio-margin": (deps) => new PortfolioScenario(deps, aliasFrom(deps)),
  "portfolio-margin-pro": (deps) => new ProScenario(deps),
};

/** What happens on the stream of a product. */
export function scenarioFor(product: ProductId, deps: ScenarioDeps): Scenario {
  return SCENARIOS[familyOf(product)](deps, product);
}

/** The alias that COIN-M events name an account by, e.g. `SfsR`. */
function aliasFrom({ random }: ScenarioDeps): string {
  return random.alphanumeric(4);
}
