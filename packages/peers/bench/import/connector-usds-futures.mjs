import "@binance/derivatives-trading-usds-futures";
