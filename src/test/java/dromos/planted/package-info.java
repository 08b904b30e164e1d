/**
 * Violations of the rules in {@link dromos.Architecture}, one for each, planted to show that it is caught. The packages
 * below mirror the product's; each {@code Intruder} depends on something that its package must not know.
 */
package dromos.planted;
