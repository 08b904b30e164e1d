/**
 * Every use case of a person on a case, one class each: a customer opens one, a department answers, a consultant takes
 * it. Staff mail, REST and the desk all call these and nothing else changes a case.
 */
@NullMarked
package dromos.command;

import org.jspecify.annotations.NullMarked;
