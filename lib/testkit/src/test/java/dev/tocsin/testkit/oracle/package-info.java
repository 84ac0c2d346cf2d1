@NullMarked
package dev.tocsin.testkit.oracle;

import org.jspecify.annotations.NullMarked;
