/** What every store of routing promises: alerts, groups, inhibition, silences, versions. */
@NullMarked
package dev.tocsin.testkit.routing;

import org.jspecify.annotations.NullMarked;
