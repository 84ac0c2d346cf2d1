@NullMarked
package dev.tocsin.core.rule.file;

import org.jspecify.annotations.NullMarked;
