/** How runs are written, reported, and what follows once that is committed. */
@NullMarked
package dev.tocsin.remediation.save;

import org.jspecify.annotations.NullMarked;
