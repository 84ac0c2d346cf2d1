/** How runs are written, told, and what follows once that is committed. */
@NullMarked
package dev.tocsin.remediation.save;

import org.jspecify.annotations.NullMarked;
