import { expect, test } from "vitest";
import { AddressBook } from "./address-book.ts";

test("an address is what the URL says, an IPv6 host without brackets, however often it is asked", () => {
  const book = new AddressBook(false);
  for (let times = 0; times < 2; times += 1) {
    expect(book.find("http://[::1]:8080/a/b?c=d")).toEqual({
      protocol: "http:",
      hostname: "::1",
      port: "8080",
      path: "/a/b?c=d",
    });
  }
});

test("clear text is refused each time, unless it is allowed", () => {
  const url = "http://api.example/";
  const strict = new AddressBook(false);
  for (let times = 0; times < 2; times += 1) {
    expect(() => strict.find(url)).toThrow("would send secrets in clear text");
  }
  expect(new AddressBook(true).find(url).hostname).toBe("api.example");
});

test("as many URLs as there are are told apart", () => {
  const book = new AddressBook(false);
  const paths = Array.from({ length: 200 }, (_, index) => `/${index}`);
  for (const path of paths) expect(book.find(`https://api.example${path}`).path).toBe(path);
});
