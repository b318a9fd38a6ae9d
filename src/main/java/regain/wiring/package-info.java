/** The composition root: configuration, clock, chance, keys, transactions, start-up. The only place that may read the air. */
@org.jspecify.annotations.NullMarked
package regain.wiring;
