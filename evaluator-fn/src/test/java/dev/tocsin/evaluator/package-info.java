@NullMarked
package dev.tocsin.evaluator;

import org.jspecify.annotations.NullMarked;
