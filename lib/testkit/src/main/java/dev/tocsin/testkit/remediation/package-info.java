/** What every store of remediation promises, their in-memory twins, and runs for tests. */
@NullMarked
package dev.tocsin.testkit.remediation;

import org.jspecify.annotations.NullMarked;
