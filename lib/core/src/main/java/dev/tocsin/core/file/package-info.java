/**
 * The configuration files of a function, wherever they are kept. Knows nothing of what they mean.
 */
@NullMarked
package dev.tocsin.core.file;

import org.jspecify.annotations.NullMarked;
