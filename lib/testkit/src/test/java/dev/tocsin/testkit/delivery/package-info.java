@NullMarked
package dev.tocsin.testkit.delivery;

import org.jspecify.annotations.NullMarked;
