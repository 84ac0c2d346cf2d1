/** What the operating system asks of the process. */
@NullMarked
package dev.tocsin.local.process;

import org.jspecify.annotations.NullMarked;
