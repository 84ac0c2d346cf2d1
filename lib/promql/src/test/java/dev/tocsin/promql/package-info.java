@NullMarked
package dev.tocsin.promql;

import org.jspecify.annotations.NullMarked;
