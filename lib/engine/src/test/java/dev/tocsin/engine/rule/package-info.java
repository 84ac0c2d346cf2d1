@NullMarked
package dev.tocsin.engine.rule;

import org.jspecify.annotations.NullMarked;
