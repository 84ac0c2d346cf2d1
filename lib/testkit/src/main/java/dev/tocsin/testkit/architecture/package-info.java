/** The arrows of the design, checked on compiled classes. */
@NullMarked
package dev.tocsin.testkit.architecture;

import org.jspecify.annotations.NullMarked;
