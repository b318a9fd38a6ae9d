package regain.signals;

import regain.policy.Fact;

/**
 * How a request looks beside what was seen with this person before.
 *
 * @param browserRecognised this browser carried the person's token before
 * @param networkSeen the network prefix (/24, /48) was seen with the person before
 * @param countryUsual the country was; not configured while there is nothing to compare with
 * @param country the ISO code, for people to read
 */
public record Picture(
    Fact<Boolean> browserRecognised, Fact<Boolean> networkSeen, Fact<Boolean> countryUsual, Fact<String> country) {}
