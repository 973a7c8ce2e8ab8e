/** Check digits and issuer rules: what tells a card number from any other long number. Twin of bot/privacy/checks. */

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

// Issuer prefixes (ISO/IEC 7812 ranges as the networks publish them) and the lengths each uses.
const ISSUERS: [RegExp, number[]][] = [
  [/^4/, [13, 16, 19]], // Visa
  [/^5[1-5]/, [16]], // Mastercard
  [/^2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)/, [16]], // Mastercard 2221-2720
  [/^3[47]/, [15]], // American Express
  [/^3(?:0[0-5]|095|[689])/, [14, 16, 19]], // Diners Club
  [/^35(?:2[89]|[3-8]\d)/, [16, 19]], // JCB
  [/^6(?:011|4[4-9]|5)/, [16, 19]], // Discover
  [/^62/, [16, 17, 18, 19]], // UnionPay
  [/^(?:5018|5020|5038|5893|6304|6759|676[1-3])/, range(13, 19)], // Maestro
];

/** Total length by country (SWIFT IBAN registry); a country not listed is not recognised. */
export const IBAN_LENGTHS: Record<string, number> = Object.fromEntries(
  (
    "AD24 AE23 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IL23 IS26 " +
    "IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SA24 SE24 SI19 SK24 SM27 TR26"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** A number some card network could have issued: prefix, length and Luhn's check digit all fit. */
export function isCard(digits: string): boolean {
  return fitsIssuer(digits) && luhn(digits);
}

/** The prefix and length of some network's cards, whatever the check digit: a number with a slip in it. */
export function fitsIssuer(digits: string): boolean {
  return ISSUERS.some(([issuer, lengths]) => issuer.test(digits) && lengths.includes(digits.length));
}

/** As long as nearly all cards of its network are: the rest are rare as cards and common as other numbers. */
export function isUsual(digits: string): boolean {
  return digits.length === 15 || (digits.length === 16 && (digits[0] !== "3" || digits.startsWith("35")));
}

/** ISO/IEC 7812-1 annex B: from the right, every second digit doubled, digits summed, divisible by ten. */
export function luhn(digits: string): boolean {
  let total = 0;
  [...digits].reverse().forEach((digit, place) => {
    const value = Number(digit) * (place % 2 ? 2 : 1);
    total += value > 9 ? value - 9 : value;
  });
  return total % 10 === 0;
}

/** INSEE: the last two digits are 97 less the remainder of the first thirteen; 2A and 2B count as 19 and 18. */
export function isFrenchId(typed: string): boolean {
  const code = typed.replaceAll(" ", "").toUpperCase().replace("2A", "19").replace("2B", "18");
  return /^\d{15}$/.test(code) && 97 - remainder97(code.slice(0, -2)) === Number(code.slice(-2));
}

/** ISO 13616: the country's length, and 1 as the remainder by 97. `code` has no spaces and is upper case. */
export function isIban(code: string): boolean {
  if (IBAN_LENGTHS[code.slice(0, 2)] !== code.length) return false;
  return remainder97([...(code.slice(4) + code.slice(0, 4))].map((character) => parseInt(character, 36)).join("")) === 1;
}

function remainder97(digits: string): number {
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}
