@NullMarked
package dev.tocsin.engine.condition.threshold;

import org.jspecify.annotations.NullMarked;
