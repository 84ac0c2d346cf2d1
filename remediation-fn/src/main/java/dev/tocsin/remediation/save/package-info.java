/** How runs are saved, and what follows once that is committed. */
@NullMarked
package dev.tocsin.remediation.save;

import org.jspecify.annotations.NullMarked;
