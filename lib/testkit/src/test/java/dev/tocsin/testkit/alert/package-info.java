@NullMarked
package dev.tocsin.testkit.alert;

import org.jspecify.annotations.NullMarked;
