/** What the specification says, done slowly and plainly, for the real thing to be compared with. */
@NullMarked
package dev.tocsin.testkit.oracle;

import org.jspecify.annotations.NullMarked;
