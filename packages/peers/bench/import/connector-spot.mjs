import "@binance/spot";
