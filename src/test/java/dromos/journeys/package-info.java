/** What the users asked for, from mail to mail, named as they said it. */
@NullMarked
package dromos.journeys;

import org.jspecify.annotations.NullMarked;
