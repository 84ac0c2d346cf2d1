@NullMarked
package dev.tocsin.routing.team;

import org.jspecify.annotations.NullMarked;
