/** Tests of the alerts on the pipeline itself. */
@NullMarked
package dev.tocsin.engine.builtin;

import org.jspecify.annotations.NullMarked;
