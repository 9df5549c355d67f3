import "binance";
