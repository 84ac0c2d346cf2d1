/** How commands report the problems and warnings of files. */
@NullMarked
package dev.tocsin.local.report;

import org.jspecify.annotations.NullMarked;
