@NullMarked
package dev.tocsin.engine.evaluation;

import org.jspecify.annotations.NullMarked;
