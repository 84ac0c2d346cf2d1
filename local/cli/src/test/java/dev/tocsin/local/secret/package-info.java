/** What was secret is searched for in all that is kept. */
@NullMarked
package dev.tocsin.local.secret;

import org.jspecify.annotations.NullMarked;
