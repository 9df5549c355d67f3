import "ccxt";
