/** What every store of replica choices promises. */
@NullMarked
package dev.tocsin.testkit.replica;

import org.jspecify.annotations.NullMarked;
