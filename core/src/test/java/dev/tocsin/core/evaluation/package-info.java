@NullMarked
package dev.tocsin.core.evaluation;

import org.jspecify.annotations.NullMarked;
