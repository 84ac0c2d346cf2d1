@NullMarked
package dev.tocsin.promql.rules;

import org.jspecify.annotations.NullMarked;
