@NullMarked
package dev.tocsin.local.rules.promql;

import org.jspecify.annotations.NullMarked;
