@NullMarked
package dev.tocsin.core.rule.threshold;

import org.jspecify.annotations.NullMarked;
