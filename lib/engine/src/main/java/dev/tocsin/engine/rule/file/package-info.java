/** Files of rules. */
@NullMarked
package dev.tocsin.engine.rule.file;

import org.jspecify.annotations.NullMarked;
