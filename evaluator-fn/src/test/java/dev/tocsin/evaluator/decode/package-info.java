@NullMarked
package dev.tocsin.evaluator.decode;

import org.jspecify.annotations.NullMarked;
