import type { PmProAccountUpdate } from "./pm-pro-account-update.ts";
import type { RiskLevelChange } from "./risk-level-change.ts";

/** The examples of the page of portfolio margin pro, as printed there but for comments, and what becomes of them. */
export const documentedPro = {
  riskLevelChange: {
    text: `{"e": "riskLevelChange", "E": 1587727187525, "u": "1.99999999", "s": "MARGIN_CALL", "eq": "30.23416728", "ae": "30.23416728", "m": "15.11708371"}`,
    payload: {
      e: "riskLevelChange",
      E: 1587727187525,
      u: "1.99999999",
      s: "MARGIN_CALL",
      eq: "30.23416728",
      ae: "30.23416728",
      m: "15.11708371",
    } satisfies RiskLevelChange,
  },
  pmProAccountUpdate: {
    text: `{"e": "PM_PRO_ACCOUNT_UPDATE", "E": 1564745798939, "u": "1.99999999", "eq": "30.23416728", "ae": "30.23416728", "im": "20.6783833", "mm": "15.11708371", "avb": "3.98972738", "vmw": "3.98972738"}`,
    payload: {
      e: "PM_PRO_ACCOUNT_UPDATE",
      E: 1564745798939,
      u: "1.99999999",
      eq: "30.23416728",
      ae: "30.23416728",
      im: "20.6783833",
      mm: "15.11708371",
      avb: "3.98972738",
      vmw: "3.98972738",
    } satisfies PmProAccountUpdate,
  },
};
