@NullMarked
package dev.tocsin.evaluator.save;

import org.jspecify.annotations.NullMarked;
