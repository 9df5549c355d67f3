/** Fields of the events that trading produces, as the documents list them; nested ones behind a dot. */
export interface DocumentedFields {
  readonly always: string;
  /** Documented, and present only now and then. */
  readonly sometimes?: string;
}

const spotReport = "e E s c S o f q p P F g C x X r i l z L n N T t I w m O Z Y Q V";
const futuresOrder =
  "o.s o.c o.S o.o o.f o.q o.p o.ap o.x o.X o.i o.l o.z o.L o.T o.t o.b o.a o.m o.R o.rp o.V";
const futuresConditional = "o.sp o.ps o.wt o.ot o.cp o.pP o.pm o.er";
const wallets = "a.m a.B.a a.B.wb a.B.cw a.B.bc";
const positions = "a.P.s a.P.pa a.P.ep a.P.bep a.P.cr a.P.up a.P.ps";
const greeks = "e E T G.u G.d G.g G.t G.v";

const spot: Readonly<Record<string, DocumentedFields>> = {
  executionReport: { always: `${spotReport} M`, sometimes: "W" },
  outboundAccountPosition: { always: "e E u B.a B.f B.l" },
  balanceUpdate: { always: "e E a d T" },
};

/** By product, and by event. */
export const documentedFields: Readonly<
  Record<string, Readonly<Record<string, DocumentedFields>>>
> = {
  spot,
  "margin-cross": spot,
  "margin-isolated-SOLUSDC": spot,
  "margin-risk": {
    USER_LIABILITY_CHANGE: { always: "e E a t p i" },
    MARGIN_LEVEL_STATUS_CHANGE: { always: "e E l s" },
  },
  umfutures: {
    ORDER_TRADE_UPDATE: {
      always: `e E T ${futuresOrder} ${futuresConditional} o.si o.ss o.gtd`,
      sometimes: "o.N o.n",
    },
    TRADE_LITE: { always: "e E T s q p m c S L l t i" },
    ACCOUNT_UPDATE: { always: `e E T ${wallets}`, sometimes: `${positions} a.P.mt a.P.iw a.S` },
    ACCOUNT_CONFIG_UPDATE: { always: "e E T ac.s ac.l" },
  },
  cmfutures: {
    ORDER_TRADE_UPDATE: {
      always: `e E T i ${futuresOrder} ${futuresConditional} o.ma`,
      sometimes: "o.N o.n",
    },
    ACCOUNT_UPDATE: { always: `e E T i ${wallets}`, sometimes: `${positions} a.P.mt a.P.iw a.S` },
    ACCOUNT_CONFIG_UPDATE: { always: "e E T ac.s ac.l" },
  },
  options: {
    ORDER_TRADE_UPDATE: { always: `e E T ${futuresOrder} o.N o.n o.ot` },
    BALANCE_POSITION_UPDATE: { always: "e E T m B.a B.b B.bc P.s P.c P.p P.a" },
    ACCOUNT_UPDATE: { always: "e E T eq aeq b m u i M" },
    GREEK_UPDATE: { always: "e E T", sometimes: greeks },
  },
  "portfolio-margin": {
    executionReport: { always: spotReport, sometimes: "W" },
    outboundAccountPosition: { always: "e E u U B.a B.f B.l" },
    balanceUpdate: { always: "e E a d T U" },
    liabilityChange: { always: "e E a t T p i l" },
    ORDER_TRADE_UPDATE: {
      always: `e fs E T i ${futuresOrder} o.sp o.ps o.gtd`,
      sometimes: "o.N o.n",
    },
    ACCOUNT_UPDATE: { always: `e fs E T i ${wallets}`, sometimes: `${positions} a.S` },
    ACCOUNT_CONFIG_UPDATE: { always: "e fs E T ac.s ac.l" },
  },
  "portfolio-margin-pro": {
    riskLevelChange: { always: "e E u s eq ae m" },
    PM_PRO_ACCOUNT_UPDATE: { always: "e E u eq ae im mm avb vmw" },
  },
};
