/** Tests of the alerts on the pipeline itself. */
@NullMarked
package dev.tocsin.core.builtin;

import org.jspecify.annotations.NullMarked;
